import { createContext, type ReactNode, useContext, useId } from "react";
import { Icon } from "./Icon";
import css from "./SettingRow.module.css";

/** What ties a control to the words beside it. */
export interface Named {
  id: string;
  "aria-labelledby": string;
  "aria-describedby": string | undefined;
}

interface SettingRowProps {
  label: string;
  /** What it means, in a sentence. */
  words?: ReactNode;
  /** Why what was entered does not count. */
  error?: string | null;
  /** Further words by which the row is found. */
  found?: string;
  children: (named: Named) => ReactNode;
}

const Sought = createContext("");

interface SearchedProps {
  /** What a person looks for; rows that do not have it are left out. */
  text: string;
  children: ReactNode;
}

/** Leaves out the rows in which a text does not stand. */
export function Searched({ text, children }: SearchedProps) {
  return <Sought value={text.trim().toLowerCase()}>{children}</Sought>;
}

/** One setting: its name and what it means at the left, what is pressed at the right. */
export function SettingRow({ label, words, error, found = "", children }: SettingRowProps) {
  const id = useId();
  const sought = useContext(Sought);
  const text = `${label} ${typeof words === "string" ? words : ""} ${found}`.toLowerCase();
  if (!text.includes(sought)) return null;
  const said = error ?? words;
  return (
    <li className={css.row}>
      <div className={css.said}>
        <label className={css.label} id={`${id}l`} htmlFor={`${id}c`}>
          {label}
        </label>
        {said && (
          <div className={error ? css.error : css.words} id={`${id}w`}>
            {error && <Icon name="warn" size={14} />}
            {said}
          </div>
        )}
      </div>
      <div className={css.control}>
        {children({
          id: `${id}c`,
          "aria-labelledby": `${id}l`,
          "aria-describedby": said ? `${id}w` : undefined,
        })}
      </div>
    </li>
  );
}

interface SettingGroupProps {
  title: string;
  /** The last part of its address. */
  name: string;
  children: ReactNode;
}

/** Settings that belong together. A group in which nothing is found is not shown. */
export function SettingGroup({ title, name, children }: SettingGroupProps) {
  return (
    <section className={css.group} aria-labelledby={`group-${name}`}>
      <h2 className={css.title} id={`group-${name}`} tabIndex={-1}>
        {title}
      </h2>
      <ul className={css.rows}>{children}</ul>
    </section>
  );
}
