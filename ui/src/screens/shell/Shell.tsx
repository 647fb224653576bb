import { useState } from "react";
import { ShareDialog } from "../../components/recipe/ShareDialog";
import { ErrorBoundary } from "../../components/shared/ErrorBoundary";
import type { Act } from "../../model/palette";
import { routeHref } from "../../model/route";
import { useArrival } from "../../state/arrival";
import { useCommand } from "../../state/command";
import { useFirstRunOffer } from "../../state/first-run";
import { useConnection } from "../../state/host";
import { useHoursOfSettings } from "../../state/hours";
import { useShortcut } from "../../state/keyboard";
import { useBeingThere } from "../../state/overview";
import { go, useRoute } from "../../state/route";
import { say } from "../../state/toast";
import { useUndoToasts } from "../../state/undo";
import { ImportDialog } from "../recipes/ImportDialog";
import { Trouble } from "../Trouble";
import { Banner } from "./Banner";
import { CloseDialog } from "./CloseDialog";
import { DropToImport } from "./DropToImport";
import { Footer } from "./Footer";
import { HelpPanel } from "./HelpPanel";
import { Notices } from "./Notices";
import { Palette } from "./Palette";
import { Rail } from "./Rail";
import { RunnerNotices } from "./RunnerNotices";
import { Screen } from "./Screen";
import css from "./Shell.module.css";
import { SkipLink } from "./SkipLink";

/** What can lie over every screen. */
type Panel = "palette" | "help" | "notices";

/** Rail, screen and footer. */
export function Shell() {
  const connection = useConnection();
  const route = useRoute();
  const here = routeHref(route);
  const [panel, setPanel] = useState<Panel | null>(null);
  const undoLast = useUndoToasts();
  const { run } = useCommand();
  useArrival();
  useBeingThere();
  useHoursOfSettings();
  const deciding = useFirstRunOffer();
  useShortcut("palette", () => setPanel("palette"));
  useShortcut("help", () => setPanel("help"));
  useShortcut("settings", () => go({ screen: "settings", section: null }));
  useShortcut("newAutomation", () => go({ screen: "automation", id: null, copyOf: null }));

  const act = async (act: Act) => {
    if (act.type === "go") go(act.to);
    else if (act.type === "panel") setPanel(act.panel);
    else if (act.type === "undo") undoLast();
    else if ((await run(act.command)) !== undefined && act.said) say(act.said);
  };
  const close = () => setPanel(null);
  const cannot = connection.state === "failed" || connection.state === "mismatch";

  return (
    <div className={css.app}>
      <SkipLink />
      <ErrorBoundary strip of={here}>
        <Rail onSearch={() => setPanel("palette")} />
      </ErrorBoundary>
      <main className={css.main} id="main" tabIndex={-1}>
        <ErrorBoundary strip of={here}>
          <div className={css.banners}>
            <Banner state={connection.state} />
            {!cannot && <RunnerNotices />}
          </div>
        </ErrorBoundary>
        {cannot && <Trouble connection={connection} />}
        {!cannot && !deciding && <Screen route={route} />}
      </main>
      <div className={css.under}>
        <ErrorBoundary strip of={here}>
          <Footer
            connection={connection}
            onNotices={() => setPanel("notices")}
            onHelp={() => setPanel("help")}
          />
        </ErrorBoundary>
      </div>
      <ErrorBoundary of={panel ?? ""}>
        <Palette opened={panel === "palette"} onClose={close} onChoose={act} />
        <HelpPanel opened={panel === "help"} onClose={close} />
        <ImportDialog />
        <ShareDialog />
        <Notices opened={panel === "notices"} onClose={close} />
      </ErrorBoundary>
      <ErrorBoundary strip of={here}>
        <CloseDialog />
        <DropToImport />
      </ErrorBoundary>
    </div>
  );
}
