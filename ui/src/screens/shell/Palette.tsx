import { Modal } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { Icon } from "../../components/shared/Icon";
import { Keys } from "../../components/shared/Keys";
import { allDeliveries } from "../../model/delivery-filter";
import { words } from "../../model/en";
import { newest } from "../../model/log";
import { pieces } from "../../model/match";
import { type Act, type Entry, type Group, paletteGroups } from "../../model/palette";
import { useHost } from "../../state/host";
import { useNow } from "../../state/now";
import { prefer, present, usePreferences } from "../../state/preferences";
import { useAutomations, useDestinations, useRecipes, useStatus } from "../../state/queries";
import css from "./Palette.module.css";

const RECENT = 6;
/** The runner is not asked for every letter. */
const PAUSE_MS = 120;
const SHORTEST = 2;
const FOUND = 6;

interface PaletteProps {
  opened: boolean;
  onClose: () => void;
  /** Does what was chosen, once the palette is closed. */
  onChoose: (act: Act) => void;
}

/** Search for anything, or run any command, by a few letters. */
export function Palette({ opened, onClose, onChoose }: PaletteProps) {
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={640}
      yOffset={0}
      transitionProps={{ transition: "fade", duration: 160 }}
      classNames={{ inner: css.place, content: css.palette, overlay: css.scrim }}
    >
      <Modal.Overlay backgroundOpacity={1} />
      <Modal.Content aria-label={words.palette.title}>
        <Search onClose={onClose} onChoose={onChoose} />
      </Modal.Content>
    </Modal.Root>
  );
}

function Search({ onClose, onChoose }: Omit<PaletteProps, "opened">) {
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const list = useId();
  const groups = useGroups(query);
  const entries = groups.flatMap((group) => group.entries);
  const chosen = entries[Math.min(at, entries.length - 1)];

  const choose = (entry: Entry, run: boolean) => {
    prefer({
      recent: [entry.id, ...present().recent.filter((id) => id !== entry.id)].slice(0, RECENT),
    });
    onClose();
    onChoose((run && entry.run) || entry.act);
  };
  const onKeyDown = (event: React.KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };
    const step = steps[event.key];
    if (step && entries.length > 0) setAt((at + step + entries.length) % entries.length);
    else if (event.key === "Enter" && chosen) choose(chosen, event.ctrlKey || event.metaKey);
    else return;
    event.preventDefault();
  };

  return (
    <>
      <div className={css.query}>
        <Icon name="search" />
        <input
          data-autofocus
          role="combobox"
          aria-label={words.palette.title}
          aria-expanded={entries.length > 0}
          aria-controls={list}
          aria-autocomplete="list"
          aria-activedescendant={chosen && `${list} ${chosen.id}`.replaceAll(" ", "-")}
          placeholder={words.palette.placeholder}
          value={query}
          spellCheck={false}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setQuery(event.currentTarget.value);
            setAt(0);
          }}
        />
        <Keys of="close" />
      </div>
      <div className={css.list} id={list} role="listbox" aria-label={words.palette.results}>
        {groups.map((group) => (
          <Entries
            key={group.name}
            group={group}
            list={list}
            chosen={chosen?.id}
            onPoint={(id) => setAt(entries.findIndex((entry) => entry.id === id))}
            onChoose={choose}
          />
        ))}
      </div>
      {entries.length === 0 && <p className={css.nothing}>{words.palette.nothing}</p>}
      <Hints found={entries.length} />
    </>
  );
}

interface EntriesProps {
  group: Group;
  list: string;
  chosen: string | undefined;
  onPoint: (id: string) => void;
  onChoose: (entry: Entry, run: boolean) => void;
}

function Entries({ group, list, chosen, onPoint, onChoose }: EntriesProps) {
  return (
    <div role="group" aria-label={group.name}>
      <div className={css.heading} aria-hidden="true">
        {group.name}
      </div>
      {group.entries.map((entry) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard stays in the field above
        <div
          key={entry.id}
          id={`${list} ${entry.id}`.replaceAll(" ", "-")}
          ref={entry.id === chosen ? intoView : undefined}
          role="option"
          tabIndex={-1}
          aria-selected={entry.id === chosen}
          className={css.entry}
          onMouseMove={() => entry.id !== chosen && onPoint(entry.id)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={(event) => onChoose(entry, event.ctrlKey || event.metaKey)}
        >
          <span className={STATES.has(entry.icon) ? css[entry.icon] : css.icon}>
            <Icon name={entry.icon} />
          </span>
          <span className={css.label} title={entry.label}>
            {pieces(entry.label, entry.found.ranges).map(({ text, hit }, index) =>
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text never move
              hit ? <mark key={index}>{text}</mark> : <span key={index}>{text}</span>,
            )}
          </span>
          {entry.detail && <span className={css.detail}>{entry.detail}</span>}
          {entry.keys && <Keys of={entry.keys} />}
        </div>
      ))}
    </div>
  );
}

const STATES = new Set<string>(["sent", "waiting", "failed", "skipped", "held"]);

function intoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest" });
}

function Hints({ found }: { found: number }) {
  return (
    <div className={css.hints}>
      <span aria-hidden="true">
        <Keys of="previous" />
        <Keys of="next" />
        {words.palette.move}
      </span>
      <span aria-hidden="true">
        <Keys of="open" />
        {words.palette.open}
      </span>
      <span aria-hidden="true">
        <Keys of={{ keys: "Mod+Enter" }} />
        {words.palette.runKey}
      </span>
      <span className={css.found} role="status">
        {words.palette.found(found)}
      </span>
    </div>
  );
}

function useGroups(query: string): Group[] {
  const host = useHost();
  const { recent } = usePreferences();
  const [search] = useDebouncedValue(query.trim(), PAUSE_MS);
  const deliveries = useQuery({
    queryKey: ["palette", search],
    enabled: search.length >= SHORTEST,
    staleTime: 0,
    placeholderData: keepPreviousData,
    queryFn: () => {
      const filter = { ...allDeliveries, search };
      return host.call({ type: "list_deliveries", filter, ...newest(FOUND) });
    },
  });
  const stock = {
    automations: useAutomations().data ?? [],
    destinations: useDestinations().data ?? [],
    deliveries: query.trim().length >= SHORTEST ? (deliveries.data?.rows ?? []) : [],
    recipes: useRecipes().data ?? [],
    status: useStatus().data,
    recent,
  };
  return paletteGroups(query, stock, useNow());
}
