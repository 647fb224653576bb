import { Tabs } from "@mantine/core";
import type { InboxRequest } from "../../bindings/InboxRequest";
import { CodeView } from "../../components/shared/CodeView";
import { Note } from "../../components/shared/Note";
import { Pairs } from "../../components/shared/Pairs";
import { words } from "../../model/en";
import { rawOf, subjectOf } from "../../model/inbox";
import { clockExact, duration } from "../../model/time";
import { SignatureMark } from "./SignatureMark";
import css from "./TestInbox.module.css";

interface InboxRequestViewProps {
  request: InboxRequest;
}

/** The inside of a received request. */
export function InboxRequestView({ request }: InboxRequestViewProps) {
  const { signature } = request;
  return (
    <section className={css.detail} aria-label={subjectOf(request).title}>
      <div className={css.head}>
        <div className={css.line}>
          <h2 className={css.title}>
            <span className={css.method}>{request.method}</span> {subjectOf(request).title}
          </h2>
          <SignatureMark of={signature} boxed />
        </div>
        <p className={css.received}>
          {words.inbox.received(
            clockExact(request.at),
            words.inbox.bytes(request.size),
            request.answered,
            request.took_ms === null ? null : duration(request.took_ms),
          )}
        </p>
        {signature.type === "invalid" && (
          <div className={css.note}>
            <Note tone="failed" icon="failed">
              {signature.why}
            </Note>
          </div>
        )}
      </div>
      <Tabs defaultValue="body" keepMounted={false}>
        <Tabs.List className={css.tabs}>
          <Tabs.Tab value="body">{words.inbox.tabs.body}</Tabs.Tab>
          <Tabs.Tab value="headers">{words.inbox.tabs.headers(request.headers.length)}</Tabs.Tab>
          <Tabs.Tab value="raw">{words.inbox.tabs.raw}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="body" className={css.section}>
          {request.body === "" ? (
            <p className={css.quiet}>{words.delivery.emptyBody}</p>
          ) : (
            <CodeView label={words.inbox.body}>{request.body}</CodeView>
          )}
        </Tabs.Panel>
        <Tabs.Panel value="headers" className={css.section}>
          <Pairs of={request.headers} mono />
        </Tabs.Panel>
        <Tabs.Panel value="raw" className={css.section}>
          <pre className={css.raw} role="group" aria-label={words.inbox.rawRequest}>
            {rawOf(request)}
          </pre>
        </Tabs.Panel>
      </Tabs>
    </section>
  );
}
