import { words } from "../../model/en";
import { useDestinations } from "../../state/queries";
import type { Trial } from "../../state/trial";
import { CodeView } from "../shared/CodeView";
import { CopyButton } from "../shared/CopyButton";
import { EventChoice } from "./EventChoice";
import css from "./PreviewPanel.module.css";

interface CurlTabProps {
  trial: Trial;
}

/** A header or a place that takes another secret from the shell. */
const MORE = /: \$(?!WEBHOOK_)[A-Z]|\$SECRET_/;

/** The request as a command for a shell. */
export function CurlTab({ trial }: CurlTabProps) {
  const curl = trial.preview?.curl;
  const destinations = useDestinations().data ?? [];
  const id = trial.settings.sends[trial.send]?.destination;
  const signing = destinations.find((one) => one.destination.id === id)?.destination.settings
    .signing.type;
  return (
    <>
      <div className={css.from}>
        <EventChoice trial={trial} />
        {curl && <CopyButton text={curl} label={words.preview.copyCurl} />}
      </div>
      {curl ? (
        <>
          <CodeView label={words.preview.curl}>{curl}</CodeView>
          <p className={css.hint}>
            {curl.includes("WEBHOOK_SECRET")
              ? words.preview.curlHint
              : signing === "none"
                ? words.preview.curlPlainHint
                : words.preview.curlUnsignedHint}
            {MORE.test(curl) && ` ${words.preview.curlMoreHint}`}
          </p>
        </>
      ) : (
        <p className={css.hint}>{words.preview.noDestination}</p>
      )}
    </>
  );
}
