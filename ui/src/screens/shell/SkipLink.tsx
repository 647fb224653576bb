import { words } from "../../model/en";
import css from "./Shell.module.css";

/** The first stop of the keyboard: past the rail. An address would leave the screen. */
export function SkipLink() {
  return (
    <button type="button" className={css.skip} onClick={() => focusMain()}>
      {words.shell.skip}
    </button>
  );
}

function focusMain(): void {
  const main = document.getElementById("main");
  const heading = main?.querySelector<HTMLElement>("h1");
  (heading ?? main)?.focus();
}
