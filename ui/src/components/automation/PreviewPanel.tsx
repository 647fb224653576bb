import { Select, Tabs } from "@mantine/core";
import { useEffect, useState } from "react";
import { words } from "../../model/en";
import { useDestinations } from "../../state/queries";
import type { Trial } from "../../state/trial";
import { BackTestTab } from "./BackTestTab";
import { CurlTab } from "./CurlTab";
import css from "./PreviewPanel.module.css";
import { RequestTab } from "./RequestTab";
import { SampleTab } from "./SampleTab";
import { TestResult } from "./TestResult";

interface PreviewPanelProps {
  /** Nothing for a new automation. */
  id: string | null;
  trial: Trial;
  /** The delivery of the last test. */
  test: string | null;
}

type Tab = "request" | "sample" | "curl" | "backTest";

const TABS: Tab[] = ["request", "sample", "curl", "backTest"];

/** What would be sent, seen from all sides. */
export function PreviewPanel({ id, trial, test }: PreviewPanelProps) {
  const [tab, setTab] = useState<Tab>("request");
  // Its result stands beside the request.
  useEffect(() => {
    if (test) setTab("request");
  }, [test]);
  return (
    <aside className={css.panel} aria-label={words.preview.title}>
      <Tabs
        className={css.tabs}
        value={tab}
        onChange={(next) => setTab(next as Tab)}
        keepMounted={false}
      >
        <Tabs.List>
          {TABS.map((value) => (
            <Tabs.Tab key={value} value={value}>
              {words.preview.tabs[value]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="request" className={css.body}>
          <SendChoice trial={trial} />
          <RequestTab trial={trial} />
          {test && <TestResult key={test} id={test} />}
        </Tabs.Panel>
        <Tabs.Panel value="sample" className={css.body}>
          <SampleTab id={id} trial={trial} />
        </Tabs.Panel>
        <Tabs.Panel value="curl" className={css.body}>
          <SendChoice trial={trial} />
          <CurlTab trial={trial} />
        </Tabs.Panel>
        <Tabs.Panel value="backTest" className={css.body}>
          <BackTestTab id={id} settings={trial.settings} />
        </Tabs.Panel>
      </Tabs>
    </aside>
  );
}

/** Which of several sends is shown. */
function SendChoice({ trial }: { trial: Trial }) {
  const destinations = useDestinations().data ?? [];
  const { sends } = trial.settings;
  if (sends.length < 2) return null;
  const name = (id: string) =>
    destinations.find((one) => one.destination.id === id)?.destination.settings.name ??
    words.send.choose;
  return (
    <Select
      size="xs"
      label={words.preview.sendOf}
      value={String(trial.send)}
      data={sends.map((send, index) => ({
        value: String(index),
        label: words.preview.sendName(index + 1, name(send.destination)),
      }))}
      onChange={(value) => trial.showSend(Number(value))}
    />
  );
}
