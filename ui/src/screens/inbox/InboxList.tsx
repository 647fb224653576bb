import type { KeyboardEvent } from "react";
import type { InboxRequest } from "../../bindings/InboxRequest";
import { words } from "../../model/en";
import { subjectOf } from "../../model/inbox";
import { clockSeconds, wholeMoment } from "../../model/time";
import { go } from "../../state/route";
import { SignatureMark } from "./SignatureMark";
import css from "./TestInbox.module.css";

interface InboxListProps {
  requests: InboxRequest[];
  chosen: string;
}

/** What was received, newest first. */
export function InboxList({ requests, chosen }: InboxListProps) {
  const choose = (id: string) => go({ screen: "inbox", request: id }, "replace");
  const onKeyDown = (event: KeyboardEvent<HTMLUListElement>) => {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const at = requests.findIndex((one) => one.id === chosen);
    const next = by !== 0 && requests[at + by];
    if (!next) return;
    event.preventDefault();
    choose(next.id);
    event.currentTarget.querySelectorAll("button")[at + by]?.focus();
  };
  return (
    <ul className={css.list} aria-label={words.inbox.list} onKeyDown={onKeyDown}>
      {requests.map((request) => (
        <li key={request.id}>
          <Row request={request} here={request.id === chosen} onChoose={choose} />
        </li>
      ))}
    </ul>
  );
}

interface RowProps {
  request: InboxRequest;
  here: boolean;
  onChoose: (id: string) => void;
}

function Row({ request, here, onChoose }: RowProps) {
  const { title, kind } = subjectOf(request);
  return (
    <button
      type="button"
      className={css.row}
      aria-current={here}
      onClick={() => onChoose(request.id)}
    >
      <time className={css.time} dateTime={request.at} title={wholeMoment(request.at)}>
        {clockSeconds(request.at)}
      </time>
      <span className={css.words}>
        <span className={css.cut} title={title}>
          {title}
        </span>
        <span className={`${css.cut} ${css.kind}`}>{kind}</span>
      </span>
      <SignatureMark of={request.signature} />
      <span className={css.code}>{request.answered ?? words.inbox.pending}</span>
    </button>
  );
}
