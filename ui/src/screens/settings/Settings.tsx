import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";
import { Icon } from "../../components/shared/Icon";
import { PageTop } from "../../components/shared/PageTop";
import { Reading } from "../../components/shared/Reading";
import { Searched } from "../../components/shared/SettingRow";
import { words } from "../../model/en";
import { useSettings, useStatus } from "../../state/queries";
import { AboutGroup } from "./AboutGroup";
import { GeneralGroup } from "./GeneralGroup";
import { IncomingGroup } from "./IncomingGroup";
import { NotificationsGroup } from "./NotificationsGroup";
import { SecretsGroup } from "./SecretsGroup";
import { Sections } from "./Sections";
import { SendingGroup } from "./SendingGroup";
import css from "./Settings.module.css";
import { ShortcutsGroup } from "./ShortcutsGroup";
import { StorageGroup } from "./StorageGroup";

interface SettingsProps {
  /** The group to begin with. */
  section: string | null;
}

/** What a person chooses for the app as a whole. Whatever is changed counts at once. */
export function Settings({ section }: SettingsProps) {
  const settings = useSettings();
  const status = useStatus();
  const [text, setText] = useState("");
  const ready = settings.data !== undefined && status.data !== undefined;
  useEffect(() => {
    if (ready && section) document.getElementById(`group-${section}`)?.scrollIntoView();
  }, [ready, section]);

  return (
    <>
      <PageTop
        title={words.settings.title}
        count={words.settings.atOnce}
        tools={
          <TextInput
            type="search"
            className={css.search}
            aria-label={words.settings.search}
            placeholder={words.settings.search}
            leftSection={<Icon name="search" />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        }
      />
      <Reading query={settings}>
        <Reading query={status}>
          {settings.data && status.data && (
            <div className={css.body}>
              <Sections
                chosen={text ? null : (section ?? "general")}
                inbound={status.data.inbound}
              />
              <div className={css.column}>
                <Searched text={text}>
                  <GeneralGroup general={settings.data.general} />
                  <SendingGroup sending={settings.data.sending} />
                  <IncomingGroup incoming={settings.data.incoming} inbound={status.data.inbound} />
                  <StorageGroup storage={settings.data.storage} />
                  <SecretsGroup kept={status.data.secrets} />
                  <NotificationsGroup notifications={settings.data.notifications} />
                  <ShortcutsGroup />
                  <AboutGroup status={status.data} />
                </Searched>
                <p className={css.nothing} role="status">
                  {words.settings.nothingFound(text)}
                </p>
              </div>
            </div>
          )}
        </Reading>
      </Reading>
    </>
  );
}
