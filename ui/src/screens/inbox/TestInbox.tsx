import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import type { Inbox } from "../../bindings/Inbox";
import type { InboxAnswer } from "../../bindings/InboxAnswer";
import { ConfirmDialog } from "../../components/shared/ConfirmDialog";
import { CopyButton } from "../../components/shared/CopyButton";
import { EmptyState } from "../../components/shared/EmptyState";
import { Note } from "../../components/shared/Note";
import { PageBar, PageTop } from "../../components/shared/PageTop";
import { Reading } from "../../components/shared/Reading";
import { words } from "../../model/en";
import { curlExample } from "../../model/inbox";
import { useCommand } from "../../state/command";
import { useInbox } from "../../state/queries";
import { say } from "../../state/toast";
import { InboxList } from "./InboxList";
import { InboxRequestView } from "./InboxRequestView";
import css from "./TestInbox.module.css";

const ANSWERS = Object.keys(words.inbox.answers) as InboxAnswer[];

interface TestInboxProps {
  /** The request whose inside is shown. */
  chosen: string | null;
}

/** The receiver that is built into the runner. */
export function TestInbox({ chosen }: TestInboxProps) {
  const inbox = useInbox();
  const requests = inbox.data?.requests ?? [];
  const request = requests.find((one) => one.id === chosen) ?? requests[0];
  return (
    <>
      <PageTop
        title={words.inbox.title}
        count={requests.length > 0 ? words.inbox.count(requests.length) : undefined}
        tools={inbox.data && <Tools inbox={inbox.data} />}
      />
      {inbox.data && <Address address={inbox.data.address} />}
      <Reading query={inbox}>
        {request ? (
          <div className={css.split}>
            <InboxList requests={requests} chosen={request.id} />
            <InboxRequestView key={request.id} request={request} />
          </div>
        ) : (
          <EmptyState title={words.inbox.emptyTitle}>{words.inbox.emptyWords}</EmptyState>
        )}
      </Reading>
    </>
  );
}

function Tools({ inbox }: { inbox: Inbox }) {
  const { run, busy } = useCommand();
  const [asking, setAsking] = useState(false);
  const answer = async (how: InboxAnswer) => {
    const done = await run({ type: "answer_inbox", answer: how });
    if (done !== undefined) say(words.inbox.answered(words.inbox.answers[how]), "inbox");
  };
  const clear = async () => {
    await run({ type: "clear_inbox" });
    setAsking(false);
  };
  return (
    <>
      <span className={css.soft} id="answer-with">
        {words.inbox.answerWith}
      </span>
      <SegmentedControl
        aria-labelledby="answer-with"
        value={inbox.answer}
        data={ANSWERS.map((value) => ({ value, label: words.inbox.answers[value] }))}
        onChange={answer}
      />
      <Button disabled={inbox.requests.length === 0} onClick={() => setAsking(true)}>
        {words.inbox.clear}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={words.inbox.clearTitle}
        confirm={words.inbox.clearVerb(inbox.requests.length)}
        onConfirm={clear}
        onClose={() => setAsking(false)}
        busy={busy}
        danger
      >
        {words.inbox.clearWords(inbox.requests.length)}
      </ConfirmDialog>
    </>
  );
}

function Address({ address }: { address: string | null }) {
  if (!address) {
    return (
      <div className={css.section}>
        <Note tone="waiting" icon="warn">
          {words.inbox.noAddress}
        </Note>
      </div>
    );
  }
  return (
    <PageBar label={words.inbox.sendTo}>
      <span className={css.quiet}>{words.inbox.sendTo}</span>
      <span className={css.address}>{address}</span>
      <CopyButton text={address} label={words.inbox.copyAddress} withWords />
      <span className={css.end}>
        <CopyButton
          text={curlExample(address)}
          label={words.inbox.copyCurl}
          icon="terminal"
          variant="quiet"
          withWords
        />
      </span>
    </PageBar>
  );
}
