import type { Request } from "../../bindings/Request";
import { words } from "../../model/en";
import { NOWHERE } from "../../model/send-draft";
import { contentText } from "../../model/upload";
import { useDestinations } from "../../state/queries";
import type { Trial } from "../../state/trial";
import { CodeView } from "../shared/CodeView";
import { CopyButton } from "../shared/CopyButton";
import { Note } from "../shared/Note";
import { EventChoice } from "./EventChoice";
import css from "./PreviewPanel.module.css";
import { RequestHead } from "./RequestHead";

interface RequestTabProps {
  trial: Trial;
}

/** The request as it goes out, or why there can be none. */
export function RequestTab({ trial }: RequestTabProps) {
  const { preview, error } = trial;
  const request = preview?.request;
  return (
    <>
      <div className={css.from}>
        <EventChoice trial={trial} />
        {request && <CopyButton text={requestText(request)} label={words.preview.copyRequest} />}
      </div>
      {error && !preview && <Note icon="warn">{words.preview.unavailable(error.message)}</Note>}
      {request ? <RequestCode trial={trial} request={request} /> : <Missing trial={trial} />}
    </>
  );
}

function RequestCode({ trial, request }: { trial: Trial; request: Request }) {
  const destinations = useDestinations().data ?? [];
  const id = trial.settings.sends[trial.send]?.destination;
  const found = destinations.find((one) => one.destination.id === id);
  const base = found?.destination.settings.address ?? "";
  return (
    <CodeView label={words.preview.request} head={<RequestHead request={request} base={base} />}>
      {contentText(request)}
    </CodeView>
  );
}

/** What stands in the way of a request. */
function Missing({ trial }: { trial: Trial }) {
  const { preview, send, settings } = trial;
  if (!preview) return null;
  if ((settings.sends[send]?.destination ?? NOWHERE) === NOWHERE) {
    return <p className={css.hint}>{words.preview.noDestination}</p>;
  }
  const own = preview.problems.filter((problem) => problem.field.startsWith(`sends[${send}]`));
  return (
    <Note tone="failed" icon="warn">
      {words.preview.notYet}
      <ul className={css.list}>
        {own.map(({ field, message }) => (
          <li key={`${field} ${message}`}>{message}</li>
        ))}
      </ul>
    </Note>
  );
}

function requestText(request: Request): string {
  const head = request.headers.map(([name, value]) => `${name}: ${value}`);
  const content = contentText(request);
  return [`${request.method} ${request.url}`, "", ...head, ...(content ? ["", content] : [])].join(
    "\n",
  );
}
