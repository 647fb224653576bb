import { ActionIcon, Button } from "@mantine/core";
import type { Notice } from "../../bindings/Notice";
import { Icon } from "../../components/shared/Icon";
import type { IconName } from "../../components/shared/icon-shapes";
import { words } from "../../model/en";
import { lasting, noticeWords } from "../../model/notice";
import { routeHref } from "../../model/route";
import { useCommand } from "../../state/command";
import { useHost } from "../../state/host";
import { prefer, usePreferences } from "../../state/preferences";
import { useStatus } from "../../state/queries";
import { complain } from "../../state/toast";
import css from "./Shell.module.css";

const icons: Record<Notice["type"], IconName> = {
  disk_full: "warn",
  queue_full: "warn",
  restored: "info",
  damaged: "failed",
  clock_jumped: "schedule",
  started_safe: "held",
  log_shortened: "info",
};

/** Says over every screen what a person should know about the app itself. */
export function RunnerNotices() {
  const status = useStatus().data;
  const { sealedFileRead } = usePreferences();
  if (!status) return null;
  return (
    <>
      {status.notices.map((notice) => (
        <NoticeBanner key={notice.type} notice={notice} folder={status.data_folder} />
      ))}
      {status.secrets.type === "encrypted_file" && !sealedFileRead && <SealedFileBanner />}
    </>
  );
}

function NoticeBanner({ notice, folder }: { notice: Notice; folder: string }) {
  const { run, busy } = useCommand();
  const serious = notice.type === "damaged" || notice.type === "disk_full";
  return (
    <div className={`${css.banner} ${serious ? css.serious : ""}`} role="status">
      <Icon name={icons[notice.type]} />
      <span className={css.said}>{noticeWords(notice, Date.now())}</span>
      <NoticeAction notice={notice} folder={folder} />
      {!lasting(notice) && (
        <ActionIcon
          size="xs"
          aria-label={words.common.dismiss}
          title={words.common.dismiss}
          disabled={busy}
          onClick={() => void run({ type: "dismiss_notice", kind: notice.type })}
        >
          <Icon name="x" size={14} />
        </ActionIcon>
      )}
    </div>
  );
}

function NoticeAction({ notice, folder }: { notice: Notice; folder: string }) {
  const host = useHost();
  const { run, busy } = useCommand();
  switch (notice.type) {
    case "started_safe":
      return (
        <Button size="xs" loading={busy} onClick={() => void run({ type: "leave_safe_start" })}>
          {words.notices.leaveSafe}
        </Button>
      );
    case "restored":
    case "damaged":
      return (
        <Button size="xs" onClick={() => void host.openExternal(folder).catch(complain)}>
          {words.notices.openFolder}
        </Button>
      );
    case "queue_full":
      return <SettingsLink section="sending" />;
    case "disk_full":
    case "log_shortened":
      return <SettingsLink section="storage" />;
    case "clock_jumped":
      return null;
  }
}

function SettingsLink({ section }: { section: string }) {
  return (
    <Button size="xs" component="a" href={routeHref({ screen: "settings", section })}>
      {words.notices.settings}
    </Button>
  );
}

function SealedFileBanner() {
  return (
    <div className={css.banner} role="status">
      <Icon name="key" />
      <span className={css.said}>{words.notices.sealedFile}</span>
      <Button size="xs" component="a" href={routeHref({ screen: "settings", section: "secrets" })}>
        {words.notices.whatDoesThisMean}
      </Button>
      <ActionIcon
        size="xs"
        aria-label={words.common.dismiss}
        title={words.common.dismiss}
        onClick={() => prefer({ sealedFileRead: true })}
      >
        <Icon name="x" size={14} />
      </ActionIcon>
    </div>
  );
}
