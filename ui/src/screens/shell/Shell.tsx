import { useConnection } from "../../state/host";
import { useBeingThere } from "../../state/overview";
import { useRoute } from "../../state/route";
import { useUndoToasts } from "../../state/undo";
import { Trouble } from "../Trouble";
import { Banner } from "./Banner";
import { Footer } from "./Footer";
import { Rail } from "./Rail";
import { Screen } from "./Screen";
import css from "./Shell.module.css";

/** Rail, screen and footer. */
export function Shell() {
  const connection = useConnection();
  const route = useRoute();
  useUndoToasts();
  useBeingThere();
  const cannot = connection.state === "failed" || connection.state === "mismatch";
  return (
    <div className={css.app}>
      <Rail />
      <main className={css.main} id="main" tabIndex={-1}>
        <Banner state={connection.state} />
        {cannot ? <Trouble connection={connection} /> : <Screen route={route} />}
      </main>
      <Footer connection={connection} />
    </div>
  );
}
