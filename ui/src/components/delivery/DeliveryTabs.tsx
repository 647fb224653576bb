import { Select, Tabs } from "@mantine/core";
import { useState } from "react";
import type { Answer } from "../../bindings/Answer";
import type { Attempt } from "../../bindings/Attempt";
import type { DeliveryDetail } from "../../bindings/DeliveryDetail";
import { words } from "../../model/en";
import { wholeMoment } from "../../model/time";
import { contentText } from "../../model/upload";
import { visible } from "../../model/visible";
import { CodeView } from "../shared/CodeView";
import { Pairs } from "../shared/Pairs";
import css from "./DeliveryPanel.module.css";

interface DeliveryTabsProps {
  detail: DeliveryDetail;
}

type Tab = "request" | "response" | "event";

/** What was sent, what came back, and what it was about. */
export function DeliveryTabs({ detail }: DeliveryTabsProps) {
  const { tabs } = words.delivery;
  const [tab, setTab] = useState<Tab>(detail.attempts.length > 0 ? "response" : "request");
  const [chosen, setChosen] = useState<number | null>(null);
  const attempt = detail.attempts.find((one) => one.number === chosen) ?? detail.attempts.at(-1);

  return (
    <Tabs value={tab} onChange={(next) => setTab(next as Tab)} keepMounted={false}>
      <Tabs.List>
        <Tabs.Tab value="request">{tabs.request}</Tabs.Tab>
        <Tabs.Tab value="response">{tabs.response}</Tabs.Tab>
        <Tabs.Tab value="event">{tabs.event}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="request" className={css.section}>
        <RequestView detail={detail} />
      </Tabs.Panel>
      <Tabs.Panel value="response" className={css.section}>
        {detail.attempts.length > 1 && attempt && (
          <Select
            size="xs"
            mb={12}
            w={160}
            aria-label={words.delivery.chooseAttempt}
            value={String(attempt.number)}
            data={detail.attempts.map((one) => ({
              value: String(one.number),
              label: words.delivery.ofAttempt(one.number),
            }))}
            onChange={(value) => setChosen(Number(value))}
          />
        )}
        <ResponseView attempt={attempt} />
      </Tabs.Panel>
      <Tabs.Panel value="event" className={css.section}>
        <Pairs
          of={[
            [words.delivery.type, detail.event.kind],
            [words.delivery.happened, wholeMoment(detail.event.at)],
            [words.delivery.id, detail.event.id],
          ]}
        />
        <CodeView label={words.delivery.eventData}>{JSON.stringify(detail.event.data)}</CodeView>
      </Tabs.Panel>
    </Tabs>
  );
}

function RequestView({ detail }: { detail: DeliveryDetail }) {
  const { request, row } = detail;
  if (!request) {
    const kept = row.state.state !== "succeeded";
    const { noRequest, notKept } = words.delivery;
    return <p className={css.after}>{kept ? noRequest : notKept}</p>;
  }
  return (
    <>
      <p className={css.request}>
        <span className={css.method}>{request.method}</span> {visible(request.url)}
      </p>
      <Pairs of={request.headers} mono />
      {request.body === null && request.upload === null ? (
        <p className={css.after}>{words.delivery.emptyBody}</p>
      ) : (
        <CodeView label={words.delivery.requestBody}>{contentText(request)}</CodeView>
      )}
      {request.upload && <p className={css.after}>{words.uploads.readWhenSent}</p>}
      <p className={css.after}>{words.delivery.signatureNote}</p>
    </>
  );
}

/** What is to be said of the content of an answer. */
function answerNote({ body, body_cut }: Answer): string | null {
  if (body === "") return body_cut ? words.delivery.notKept : words.delivery.emptyBody;
  return body_cut ? words.delivery.cut : null;
}

function ResponseView({ attempt }: { attempt: Attempt | undefined }) {
  if (!attempt) return <p className={css.after}>{words.delivery.noResponse}</p>;
  const { outcome } = attempt;
  if (outcome.type === "not_sent") {
    return (
      <p className={css.after}>
        {words.delivery.notAnswered} {visible(outcome.message)}
      </p>
    );
  }
  return (
    <>
      <Pairs of={outcome.headers} mono />
      {outcome.body !== "" && (
        <CodeView label={words.delivery.responseBody}>{outcome.body}</CodeView>
      )}
      {answerNote(outcome) && <p className={css.after}>{answerNote(outcome)}</p>}
    </>
  );
}
