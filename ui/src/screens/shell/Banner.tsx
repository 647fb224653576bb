import { Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { Icon } from "../../components/shared/Icon";
import type { Connection } from "../../host/host";
import { words } from "../../model/en";
import { useHost } from "../../state/host";
import css from "./Shell.module.css";

/** A start that is quicker than this needs no words. */
const SAID_AFTER_MS = 1000;

interface BannerProps {
  state: Connection["state"];
}

/** Says over every screen that the runner is away; what was read before stays readable. */
export function Banner({ state }: BannerProps) {
  if (state === "connecting") return <Starting />;
  if (state === "lost") return <Lost />;
  return null;
}

function Starting() {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), SAID_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  if (!late) return null;
  return (
    <div className={css.banner} role="status">
      <Icon name="waiting" />
      {words.trouble.connecting}
    </div>
  );
}

function Lost() {
  const host = useHost();
  return (
    <div className={css.banner} role="alert">
      <Icon name="offline" />
      <span className={css.said}>{words.trouble.lost}</span>
      <Button size="xs" onClick={() => void host.reconnect()}>
        {words.trouble.startAgain}
      </Button>
    </div>
  );
}
