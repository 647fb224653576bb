import type { Inbox } from "../../bindings/Inbox";
import type { InboxRequest } from "../../bindings/InboxRequest";
import { CodeView } from "../../components/shared/CodeView";
import { Pairs } from "../../components/shared/Pairs";
import { StateMark } from "../../components/shared/StateMark";
import { words } from "../../model/en";
import { clockExact } from "../../model/time";
import css from "./FirstRun.module.css";

interface FirstRunInboxProps {
  inbox: Inbox | null;
  request: InboxRequest | null;
}

/** The headers that tell a webhook from any other request. */
const TELLING = /^(webhook-|content-type$)/;

/** The receiver's side, live. */
export function FirstRunInbox({ inbox, request }: FirstRunInboxProps) {
  const listening = inbox?.address !== null;
  return (
    <section className={css.right} aria-label={words.firstRun.inbox}>
      <div className={css.inboxHead}>
        <h2 className={css.inboxTitle}>{words.firstRun.inbox}</h2>
        <StateMark tone={listening ? "sent" : "failed"}>
          {listening ? words.firstRun.inboxListening : words.firstRun.inboxAway}
        </StateMark>
        <span className={css.address}>{inbox?.address}</span>
      </div>
      {request ? (
        <Message request={request} />
      ) : (
        <p className={css.empty}>{words.firstRun.inboxEmpty}</p>
      )}
    </section>
  );
}

function Message({ request }: { request: InboxRequest }) {
  const valid = request.signature.type === "valid";
  const headers = request.headers.filter(([name]) => TELLING.test(name.toLowerCase()));
  return (
    <article className={css.message}>
      <header className={css.messageHead}>
        <span className={css.line}>
          <b>{request.method}</b> {request.target}
        </span>
        <span className={css.time}>{clockExact(request.at)}</span>
        <span className={css.mark}>
          <StateMark tone={valid ? "sent" : "failed"} boxed>
            {valid ? words.inbox.signatureValid : words.inbox.signatureNotValid}
          </StateMark>
        </span>
      </header>
      <div className={css.messageBody}>
        <CodeView label={words.firstRun.content}>{request.body}</CodeView>
        <div className={css.headers}>
          <Pairs of={headers} mono />
        </div>
      </div>
    </article>
  );
}
