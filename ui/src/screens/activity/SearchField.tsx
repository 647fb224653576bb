import { ActionIcon, TextInput } from "@mantine/core";
import { type Ref, useEffect, useState } from "react";
import { Icon } from "../../components/shared/Icon";
import { Keys } from "../../components/shared/Keys";
import { words } from "../../model/en";
import css from "./Activity.module.css";

/** A pause in typing that is long enough to look. */
const PAUSE_MS = 150;

interface SearchFieldProps {
  field: Ref<HTMLInputElement>;
  value: string;
  onSearch: (typed: string) => void;
}

/** Words to look for; the list follows while one types. */
export function SearchField({ field, value, onSearch }: SearchFieldProps) {
  const [typed, setTyped] = useState(value);
  const [asked, setAsked] = useState(value);

  // What comes from elsewhere, such as a saved filter, stands in the field as well.
  if (value !== asked) {
    setAsked(value);
    setTyped(value);
  }
  useEffect(() => {
    if (typed.trim() === asked) return;
    const timer = setTimeout(() => {
      setAsked(typed.trim());
      onSearch(typed.trim());
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, asked, onSearch]);

  return (
    <TextInput
      ref={field}
      className={css.search}
      type="search"
      aria-label={words.activity.search}
      placeholder={words.activity.searchHint}
      value={typed}
      leftSection={<Icon name="search" />}
      rightSection={
        typed ? (
          <ActionIcon
            size="xs"
            aria-label={words.activity.clearSearch}
            onClick={() => setTyped("")}
          >
            <Icon name="x" size={14} />
          </ActionIcon>
        ) : (
          <span className={css.key}>
            <Keys of="search" />
          </span>
        )
      }
      onChange={(event) => setTyped(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== "Escape" || !typed) return;
        event.preventDefault();
        setTyped("");
      }}
    />
  );
}
