import { Button, Drawer, Switch } from "@mantine/core";
import { Keys } from "../../components/shared/Keys";
import { words } from "../../model/en";
import { places } from "../../model/places";
import { placeKey, type Scope, type ShortcutName, shortcuts } from "../../model/shortcuts";
import { useHost } from "../../state/host";
import { prefer, usePreferences } from "../../state/preferences";
import { useRoute } from "../../state/route";
import css from "./Help.module.css";

const SCOPES: Scope[] = ["everywhere", "list", "activity", "map", "form"];

interface HelpPanelProps {
  opened: boolean;
  onClose: () => void;
}

/** Help for the screen one is on, the keys, and the words. */
export function HelpPanel({ opened, onClose }: HelpPanelProps) {
  return (
    <Drawer
      opened={opened}
      onClose={onClose}
      position="right"
      title={words.help.title}
      closeButtonProps={{ "aria-label": words.help.close }}
    >
      <div className={css.help}>
        <ThisScreen />
        <KeyTable />
        <Glossary />
        <ReadOn />
      </div>
    </Drawer>
  );
}

function ThisScreen() {
  const topic = words.help.topics[useRoute().screen];
  if (!topic) return null;
  return (
    <section aria-label={words.help.about}>
      <h3>{topic.title}</h3>
      {topic.paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </section>
  );
}

function KeyTable() {
  const { singleKeys } = usePreferences();
  return (
    <section>
      <h3>{words.help.shortcuts}</h3>
      <Switch
        checked={singleKeys}
        label={words.help.singleKeys}
        aria-describedby="single-keys"
        onChange={(event) => prefer({ singleKeys: event.currentTarget.checked })}
      />
      <p id="single-keys" className={css.hint}>
        {words.help.singleKeysWords}
      </p>
      {SCOPES.map((scope) => (
        <ScopeKeys key={scope} scope={scope} />
      ))}
    </section>
  );
}

function ScopeKeys({ scope }: { scope: Scope }) {
  const names = (Object.keys(shortcuts) as ShortcutName[]).filter(
    (name) => shortcuts[name].scope === scope,
  );
  return (
    <>
      <h4>{words.help.scopes[scope]}</h4>
      <dl className={css.keys}>
        {names.map((name) => (
          <div key={name}>
            <dt>{words.help.keys[name]}</dt>
            <dd>
              {shortcuts[name].keys.map((keys) => (
                <Caps key={keys} keys={keys} />
              ))}
            </dd>
          </div>
        ))}
        {scope === "everywhere" && (
          <div>
            <dt>{words.help.places}</dt>
            <dd>
              <Caps keys={placeKey(1)} />–<Caps keys={String(places.length)} />
            </dd>
          </div>
        )}
      </dl>
    </>
  );
}

function Caps({ keys }: { keys: string }) {
  return <Keys of={{ keys }} said />;
}

function Glossary() {
  return (
    <section>
      <h3>{words.help.words}</h3>
      <dl className={css.words}>
        {words.help.glossary.map(([word, meaning]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function ReadOn() {
  const host = useHost();
  return (
    <section>
      <h3>{words.help.more}</h3>
      <p>{words.help.moreWords}</p>
      <Button
        variant="link"
        size="xs"
        onClick={() => void host.openExternal("https://www.standardwebhooks.com")}
      >
        {words.help.standard}
      </Button>
    </section>
  );
}
