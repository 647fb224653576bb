import { Button, Modal, Select } from "@mantine/core";
import { useState } from "react";
import type { AutomationSettings } from "../../bindings/AutomationSettings";
import type { BackTest } from "../../bindings/BackTest";
import type { BackTestExample } from "../../bindings/BackTestExample";
import type { BackTestPart } from "../../bindings/BackTestPart";
import type { Request } from "../../bindings/Request";
import { words } from "../../model/en";
import type { Rich as RichText } from "../../model/rich";
import { moment } from "../../model/time";
import { useCommand } from "../../state/command";
import { CodeView } from "../shared/CodeView";
import { Note } from "../shared/Note";
import { Rich } from "../shared/Rich";
import css from "./BackTestTab.module.css";
import previewCss from "./PreviewPanel.module.css";
import { RequestHead } from "./RequestHead";

interface BackTestTabProps {
  id: string | null;
  settings: AutomationSettings;
}

const DAYS = [1, 7, 30];

/** What the settings would have sent of the events of the last days. */
export function BackTestTab({ id, settings }: BackTestTabProps) {
  const { run, busy } = useCommand();
  const [days, setDays] = useState(7);
  const [found, setFound] = useState<BackTest | null>(null);
  const compare = async () => {
    const answer = await run({ type: "back_test_automation", id, settings, days });
    if (answer) setFound(answer);
  };
  return (
    <>
      <p className={previewCss.hint}>{words.backTest.intro}</p>
      <div className={css.ask}>
        <Select
          size="xs"
          w={112}
          label={words.backTest.days}
          value={String(days)}
          data={DAYS.map((n) => ({ value: String(n), label: words.backTest.daysOf(n) }))}
          onChange={(value) => setDays(Number(value))}
        />
        <Button size="xs" loading={busy} onClick={compare}>
          {words.backTest.run}
        </Button>
      </div>
      <div role="status" className={css.found}>
        {found && <Found found={found} />}
      </div>
    </>
  );
}

function Found({ found }: { found: BackTest }) {
  const [open, setOpen] = useState<BackTestExample | null>(null);
  const since = moment(found.since, Date.now());
  if (found.events === 0) return <p>{words.backTest.none}</p>;
  return (
    <>
      <p className={previewCss.hint}>
        {words.backTest.looked(found.events, since)} {!found.whole && words.backTest.cut(since)}
      </p>
      {found.same > 0 && (
        <Note tone="sent" icon="sent">
          <Rich of={words.backTest.same(found.same)} />
        </Note>
      )}
      <Part part={found.added} said={words.backTest.added} onOpen={setOpen} />
      <Part part={found.removed} said={words.backTest.removed} onOpen={setOpen} />
      <Part part={found.changed} said={words.backTest.changed} onOpen={setOpen} />
      <Part part={found.broken} said={words.backTest.broken} onOpen={setOpen} broken />
      <Modal
        opened={open !== null}
        onClose={() => setOpen(null)}
        title={words.backTest.dialog}
        size={960}
        withCloseButton
        closeButtonProps={{ "aria-label": words.common.dismiss }}
      >
        {open && <Example example={open} />}
      </Modal>
    </>
  );
}

interface PartProps {
  part: BackTestPart;
  said: (n: number) => RichText;
  onOpen: (example: BackTestExample) => void;
  broken?: boolean;
}

/** One kind of difference with its newest examples. */
function Part({ part, said, onOpen, broken = false }: PartProps) {
  if (part.count === 0) return null;
  return (
    <Note tone={broken ? "failed" : "plain"} icon={broken ? "warn" : "info"}>
      <Rich of={said(part.count)} />
      <ul className={css.examples} aria-label={words.backTest.examples}>
        {part.examples.map((example) => (
          <li key={`${example.event} ${example.destination}`}>
            <button type="button" className={css.open} onClick={() => onOpen(example)}>
              {words.backTest.example(example.summary, example.destination)}
            </button>{" "}
            <span className={css.at}>{moment(example.at, Date.now())}</span>
            {example.why && <span className={css.why}>{words.backTest.why(example.why)}</span>}
          </li>
        ))}
      </ul>
    </Note>
  );
}

/** What was sent beside what would be. */
function Example({ example }: { example: BackTestExample }) {
  const { before, after, why } = example;
  return (
    <div className={css.example}>
      <p>
        {words.backTest.example(example.summary, example.destination)}{" "}
        <span className={css.at}>{moment(example.at, Date.now())}</span>
      </p>
      {why && <p>{words.backTest.why(why)}</p>}
      <div className={css.sides}>
        <Side title={words.backTest.before} request={before} none={words.backTest.notSentBefore} />
        <Side title={words.backTest.after} request={after} none={words.backTest.notSentAfter} />
      </div>
    </div>
  );
}

interface SideProps {
  title: string;
  request: Request | null;
  none: string;
}

function Side({ title, request, none }: SideProps) {
  return (
    <section className={css.side} aria-label={title}>
      <h3 className={css.title}>{title}</h3>
      {request ? (
        <CodeView label={title} head={<RequestHead request={request} base={request.url} />}>
          {request.body ?? ""}
        </CodeView>
      ) : (
        <p className={previewCss.hint}>{none}</p>
      )}
    </section>
  );
}
