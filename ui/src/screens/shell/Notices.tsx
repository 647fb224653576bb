import { Button, Drawer } from "@mantine/core";
import { useEffect } from "react";
import { Ago } from "../../components/shared/Ago";
import { Icon } from "../../components/shared/Icon";
import { words } from "../../model/en";
import { noticeList } from "../../model/notice-list";
import { routeHref } from "../../model/route";
import { useNotices } from "../../state/notices";
import { useUndoLog } from "../../state/queries";
import { hushAll } from "../../state/toast";
import { useUndo } from "../../state/undo";
import css from "./Notices.module.css";

interface NoticesProps {
  opened: boolean;
  onClose: () => void;
}

/** What was said in the corner, and what can still be undone. */
export function Notices({ opened, onClose }: NoticesProps) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      title={words.undo.notices}
      closeButtonProps={{ "aria-label": words.common.dismiss }}
    >
      <NoticeList onClose={onClose} />
    </Drawer>
  );
}

function NoticeList({ onClose }: Pick<NoticesProps, "onClose">) {
  const undo = useUndo();
  // What is said here needs no saying in the corner, where it would lie over this.
  useEffect(hushAll, []);
  const rows = noticeList(useNotices(), useUndoLog().data ?? []);
  return (
    <>
      <p className={css.words}>{words.undo.noticesWords}</p>
      {rows.length === 0 && <p className={css.words}>{words.undo.noNotices}</p>}
      <ul>
        {rows.map((row) => (
          <li key={row.id} className={css.notice}>
            <Icon name={row.icon} />
            <span className={css.message}>{row.message}</span>
            {row.state === "can_undo" && (
              <Button size="xs" variant="link" onClick={() => undo(row.id)}>
                {words.undo.undo}
              </Button>
            )}
            <span className={css.when}>
              {row.state === "undone" ? words.undo.wasUndone : <Ago at={row.at} />}
            </span>
          </li>
        ))}
      </ul>
      <p className={css.words}>
        <a href={routeHref({ screen: "deleted" })} onClick={onClose}>
          {words.undo.deletedTitle}
        </a>
      </p>
    </>
  );
}
