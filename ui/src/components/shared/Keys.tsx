import { keyNames, type ShortcutName, shortcuts } from "../../model/shortcuts";
import { isMac } from "../../state/keyboard";
import { usePreferences } from "../../state/preferences";
import css from "./Keys.module.css";

interface KeysProps {
  /** A shortcut of the table, or the keys themselves. */
  of: ShortcutName | { keys: string };
  /** Said aloud, too; elsewhere what they do has a name beside it, and the keys are only a hint. */
  said?: boolean;
}

/** The keys of a shortcut as a cap. What was switched off is not hinted at. */
export function Keys({ of, said }: KeysProps) {
  const { singleKeys } = usePreferences();
  const keys = typeof of === "string" ? (shortcuts[of].keys[0] ?? "") : of.keys;
  if (!said && !singleKeys && keys.length === 1) return null;
  return (
    <span className={css.keys} aria-hidden={!said}>
      {keyNames(keys, isMac).join(" ")}
    </span>
  );
}
