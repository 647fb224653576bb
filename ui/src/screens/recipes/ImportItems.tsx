import { Checkbox } from "@mantine/core";
import type { ImportItem } from "../../bindings/ImportItem";
import { Icon } from "../../components/shared/Icon";
import { words } from "../../model/en";
import { tilde } from "../../model/path";
import css from "./Dialogs.module.css";

interface ImportItemsProps {
  items: ImportItem[];
  /** The names of automations that are not imported. */
  leaveOut: string[];
  onToggle: (name: string) => void;
}

/** Everything in a file, and how it stands to what is here. */
export function ImportItems({ items, leaveOut, onToggle }: ImportItemsProps) {
  return (
    <ul className={css.items} aria-label={words.recipes.inIt}>
      {items.map((item) => (
        <li key={`${item.what} ${item.name}`} className={css.item}>
          {item.what === "automation" ? (
            <Checkbox
              aria-label={words.recipes.take(item.name)}
              checked={item.state !== "same" && !leaveOut.includes(item.name)}
              disabled={item.state === "same"}
              onChange={() => onToggle(item.name)}
            />
          ) : (
            <span />
          )}
          <Icon name={item.trigger ?? "destination"} />
          <span>
            <span className={css.itemName}>{item.name}</span>
            {moreOf(item).map((line) => (
              <span key={line} className={css.itemMore}>
                <br />
                {line}
              </span>
            ))}
          </span>
          <span
            className={`${css.state} ${item.state === "new" ? css.new : ""}`}
            title={words.recipes.stateWords[item.state]}
          >
            {words.recipes.states[item.state]}
          </span>
        </li>
      ))}
    </ul>
  );
}

function moreOf({ detail, sends_to, parts }: ImportItem): string[] {
  const way = [tilde(detail), sends_to.length > 0 ? words.recipes.sendsTo(sends_to) : ""]
    .filter(Boolean)
    .join(" ");
  const differs = parts.map((part) => words.recipes.parts[part]);
  return [way, differs.length > 0 ? words.recipes.differs(differs) : ""].filter(Boolean);
}
