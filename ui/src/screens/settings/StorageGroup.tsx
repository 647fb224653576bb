import { Button, Switch, TagsInput } from "@mantine/core";
import { useState } from "react";
import type { Storage } from "../../bindings/Storage";
import type { StorageSettings } from "../../bindings/StorageSettings";
import { NumberSetting } from "../../components/shared/NumberSetting";
import { SettingGroup, SettingRow } from "../../components/shared/SettingRow";
import { words } from "../../model/en";
import { moment } from "../../model/time";
import { useCommand } from "../../state/command";
import { useStorage } from "../../state/queries";
import { type Change, useChangeSettings } from "../../state/settings";
import { say } from "../../state/toast";
import { CleanUpDialog } from "./CleanUpDialog";
import css from "./Settings.module.css";

interface StorageGroupProps {
  storage: StorageSettings;
}

const MB = 1024 * 1024;

/** What is kept of the log. */
export function StorageGroup({ storage }: StorageGroupProps) {
  const { errors, change } = useChangeSettings();
  const now = useStorage().data;
  const set =
    (part: Partial<StorageSettings>): Change =>
    (settings) => ({ ...settings, storage: { ...settings.storage, ...part } });
  const { keep_days, keep_mb } = storage;
  return (
    <SettingGroup name="storage" title={words.settings.groups.storage}>
      <SettingRow
        label={words.settings.keepFor}
        words={words.settings.keepForWords}
        error={errors["storage.keep_days"] ?? errors["storage.keep_mb"]}
      >
        {(named) => (
          <>
            <NumberSetting
              named={named}
              label={words.settings.keepDays}
              value={keep_days}
              error={"storage.keep_days" in errors}
              onChange={(value) => change("storage.keep_days", set({ keep_days: value }))}
            />
            <span className={css.unit}>{words.settings.daysOr}</span>
            <NumberSetting
              named={named}
              label={words.settings.keepMb}
              value={keep_mb}
              error={"storage.keep_mb" in errors}
              onChange={(value) => change("storage.keep_mb", set({ keep_mb: value }))}
            />
            <span className={css.unit}>{words.settings.mb}</span>
          </>
        )}
      </SettingRow>
      <SettingRow label={words.settings.keepBodies} words={words.settings.keepBodiesWords}>
        {(named) => (
          <Switch
            {...named}
            checked={storage.keep_bodies}
            onChange={(event) =>
              change("storage.keep_bodies", set({ keep_bodies: event.currentTarget.checked }))
            }
          />
        )}
      </SettingRow>
      <SettingRow
        label={words.settings.redact}
        words={words.settings.redactWords}
        error={errors["storage.redact"]}
      >
        {(named) => (
          <TagsInput
            {...named}
            className={css.tags}
            placeholder={storage.redact.length === 0 ? words.settings.redactHint : undefined}
            value={storage.redact}
            splitChars={[",", " "]}
            maxTags={50}
            acceptValueOnBlur
            spellCheck={false}
            onChange={(redact) => change("storage.redact", set({ redact }))}
          />
        )}
      </SettingRow>
      {now && <SizeRow now={now} keepDays={keep_days} keepMb={keep_mb} />}
      {now && <BackupsRow now={now} />}
    </SettingGroup>
  );
}

interface SizeRowProps {
  now: Storage;
  keepDays: number;
  keepMb: number;
}

function SizeRow({ now, keepDays, keepMb }: SizeRowProps) {
  const [asking, setAsking] = useState(false);
  const size = words.settings.sizeOf(
    words.settings.size(now.bytes),
    words.settings.size(keepMb * MB),
  );
  const share = Math.min(1, now.bytes / (keepMb * MB));
  return (
    <SettingRow label={words.settings.sizeNow} words={sizeWords(now, keepDays)}>
      {(named) => (
        <>
          <span
            className={css.meter}
            role="meter"
            aria-labelledby={named["aria-labelledby"]}
            aria-valuenow={Math.round(share * 100)}
            aria-valuemin={0}
            aria-valuemax={100}
            aria-valuetext={size}
          >
            <span className={css.filled} style={{ width: `${share * 100}%` }} />
          </span>
          <span className={css.size}>{size}</span>
          <Button
            onClick={() => setAsking(true)}
            disabled={now.deliveries === 0}
            loading={now.cleaning !== null}
          >
            {words.settings.cleanUp}
          </Button>
          <CleanUpDialog opened={asking} days={keepDays} onClose={() => setAsking(false)} />
        </>
      )}
    </SettingRow>
  );
}

function sizeWords(now: Storage, keepDays: number): string {
  const { cleaning, last_cleaning: last, too_old, deliveries, oldest } = now;
  if (cleaning) return words.settings.removing(cleaning.removed);
  const said = [words.settings.sizeWords(deliveries, oldest && moment(oldest, Date.now()))];
  if (too_old > 0) said.push(words.settings.tooOld(too_old, keepDays));
  if (last) {
    const when = moment(last.at, Date.now());
    said.push(words.settings.removedLast(last.deliveries, words.settings.size(last.bytes), when));
  }
  return said.join(" ");
}

function BackupsRow({ now }: { now: Storage }) {
  const { run, busy } = useCommand();
  const [newest] = now.backups;
  const bytes = now.backups.reduce((sum, one) => sum + one.bytes, 0);
  const problem = now.backup_problem && words.settings.backupFailed(now.backup_problem);
  const backUp = async () => {
    if (await run({ type: "make_backup" })) say(words.settings.backedUp);
  };
  return (
    <SettingRow
      label={words.settings.backups}
      error={problem}
      words={
        newest
          ? words.settings.backupsWords(
              now.backups.length,
              words.settings.size(bytes),
              moment(newest.at, Date.now()),
            )
          : words.settings.noBackups
      }
    >
      {() => (
        <Button onClick={() => void backUp()} loading={busy}>
          {words.settings.backUpNow}
        </Button>
      )}
    </SettingRow>
  );
}
