import { Button } from "@mantine/core";
import { Card } from "../components/shared/Card";
import { CodeView } from "../components/shared/CodeView";
import { CopyButton } from "../components/shared/CopyButton";
import { Icon } from "../components/shared/Icon";
import type { Connection } from "../host/host";
import { words } from "../model/en";
import { useHost } from "../state/host";
import css from "./Trouble.module.css";

type Unusable = Extract<Connection, { state: "failed" | "mismatch" }>;

interface TroubleProps {
  connection: Unusable;
}

/** The page that stands for all screens while there is no runner to show anything of. */
export function Trouble({ connection }: TroubleProps) {
  const host = useHost();
  const failed = connection.state === "failed";
  const details = failed ? `${connection.message}\n${connection.details}` : connection.message;
  const folder = failed ? connection.folder : null;
  // The runner names the way out itself where there is one.
  const damaged = details.includes("--start-fresh");
  return (
    <div className={css.page}>
      <div className={css.column}>
        <BrokenThread />
        <h1 className={css.title}>
          {failed ? words.trouble.failedTitle : words.trouble.mismatchTitle}
        </h1>
        <p className={css.words}>
          {failed ? words.trouble.failedWords : words.trouble.mismatchWords}
        </p>
        <div className={css.actions}>
          <Button
            variant="filled"
            size="lg"
            leftSection={<Icon name="play" />}
            onClick={() => void host.reconnect()}
          >
            {failed ? words.trouble.startAgain : words.trouble.tryAgain}
          </Button>
          {failed && (
            <Button size="lg" onClick={() => void host.reconnect("safe")}>
              {words.trouble.startSafe}
            </Button>
          )}
          {damaged && (
            <Button size="lg" onClick={() => void host.reconnect("fresh")}>
              {words.trouble.startFresh}
            </Button>
          )}
          {folder && (
            <Button
              size="lg"
              leftSection={<Icon name="folder" />}
              onClick={() => void host.openExternal(folder)}
            >
              {words.trouble.openFolder}
            </Button>
          )}
        </div>
        <Card
          title={words.trouble.whatHappened}
          tools={
            <CopyButton
              text={details}
              label={words.trouble.copyDetails}
              variant="quiet"
              withWords
            />
          }
        >
          <CodeView label={words.trouble.whatHappened}>{details}</CodeView>
        </Card>
        {failed && (
          <p className={css.after}>
            {damaged ? words.trouble.startFreshWords : words.trouble.nothingDeleted}
          </p>
        )}
      </div>
    </div>
  );
}

function BrokenThread() {
  return (
    <svg
      width="320"
      height="72"
      viewBox="0 0 320 72"
      fill="none"
      strokeWidth="2"
      strokeLinecap="round"
      aria-hidden="true"
    >
      <rect
        x="1"
        y="12"
        width="48"
        height="48"
        rx="12"
        stroke="var(--hl-edge)"
        fill="var(--hl-surface)"
      />
      <g stroke="var(--hl-icon)">
        <rect x="14" y="25" width="22" height="18" rx="2" />
        <path d="M20 48h10" />
      </g>
      <path d="M52 36h70" stroke="var(--hl-edge)" />
      <g stroke="var(--hl-failed-mark)">
        <path d="M128 36c10 0 8 9 16 11M160 25c8 2 6 11 16 11" />
        <path d="M288 24v24M302 24v24M282 36h4M290 36h14" />
      </g>
      <path d="M182 36h86" stroke="var(--hl-edge)" strokeDasharray="3 6" />
      <rect
        x="271"
        y="12"
        width="48"
        height="48"
        rx="12"
        stroke="var(--hl-failed-border)"
        strokeDasharray="5 4"
      />
    </svg>
  );
}
