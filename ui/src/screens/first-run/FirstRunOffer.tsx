import { Button, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { formCss } from "../../components/shared/FormGrid";
import { Icon } from "../../components/shared/Icon";
import { Rich } from "../../components/shared/Rich";
import { Weave } from "../../components/shared/Weave";
import { words } from "../../model/en";
import { FIRST_KINDS, type FirstKind } from "../../model/first-run";
import { tilde } from "../../model/path";
import { useBeginFirstRun, useLeaveFirstRun } from "../../state/first-run";
import { useHost } from "../../state/host";
import css from "./FirstRun.module.css";

interface FirstRunOfferProps {
  /** The folder that is suggested, in full. */
  suggested: string;
}

/** Three cards and one button. */
export function FirstRunOffer({ suggested }: FirstRunOfferProps) {
  const [kind, setKind] = useState<FirstKind>("file");
  const [folder, setFolder] = useState(tilde(suggested));
  const { begin, busy, problem } = useBeginFirstRun();
  const leave = useLeaveFirstRun();
  return (
    <div className={css.page}>
      <form
        className={css.column}
        onSubmit={(event) => {
          event.preventDefault();
          void begin(kind, kind === "file" ? folder : null);
        }}
      >
        <h1 className={css.title}>{words.firstRun.title}</h1>
        <p className={css.lead}>{words.firstRun.lead}</p>
        <Cards kind={kind} folder={folder} onChoose={setKind} />
        {kind === "file" && <FolderLine folder={folder} problem={problem} onChange={setFolder} />}
        <p className={css.goesTo}>
          <Rich of={words.firstRun.goesTo} />
        </p>
        <div className={css.go}>
          <Button type="submit" size="lg" variant="filled" loading={busy}>
            {words.firstRun.begin}
          </Button>
          <Button size="lg" variant="quiet" onClick={leave}>
            {words.firstRun.skip}
          </Button>
        </div>
      </form>
    </div>
  );
}

interface CardsProps {
  kind: FirstKind;
  folder: string;
  onChoose: (kind: FirstKind) => void;
}

function Cards({ kind, folder, onChoose }: CardsProps) {
  const name = useId();
  const cards = words.firstRun.cards;
  const told: Record<FirstKind, string> = {
    file: cards.file.words(folder),
    schedule: cards.schedule.words,
    inbound: cards.inbound.words,
  };
  return (
    <fieldset className={css.cards}>
      <legend className="hl-heard">{words.firstRun.what}</legend>
      {FIRST_KINDS.map((one) => (
        <label key={one} className={`${css.card} ${one === kind ? css.chosen : ""}`}>
          <input
            className={css.radio}
            type="radio"
            name={name}
            value={one}
            checked={one === kind}
            onChange={() => onChoose(one)}
          />
          <Weave from={one} to="inbox" />
          <span className={css.cardTitle}>{cards[one].title}</span>
          <span className={css.cardWords}>{told[one]}</span>
        </label>
      ))}
    </fieldset>
  );
}

interface FolderLineProps {
  folder: string;
  problem: string | null;
  onChange: (folder: string) => void;
}

function FolderLine({ folder, problem, onChange }: FolderLineProps) {
  const host = useHost();
  const choose = async () => {
    const chosen = await host.pickFolder();
    if (chosen) onChange(tilde(chosen));
  };
  return (
    <div className={css.folder}>
      <TextInput
        className={`${css.folderField} ${formCss.mono}`}
        label={words.firstRun.folder}
        leftSection={<Icon name="folder" />}
        value={folder}
        error={problem}
        spellCheck={false}
        data-path="folder"
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Button mt={20} onClick={choose}>
        {words.firstRun.choose}
      </Button>
      <span className={css.folderHint}>{words.firstRun.willBeMade}</span>
    </div>
  );
}
