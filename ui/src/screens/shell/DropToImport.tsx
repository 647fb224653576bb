import { useEffect, useState } from "react";
import { words } from "../../model/en";
import { askForImport } from "../../state/import";
import { complain } from "../../state/toast";
import css from "./DropToImport.module.css";

/** A file that is dropped anywhere on the window is looked into as a recipe. */
export function DropToImport() {
  const [over, setOver] = useState(false);
  useEffect(() => {
    const holdsFile = (event: DragEvent) => event.dataTransfer?.types.includes("Files") ?? false;
    const onOver = (event: DragEvent) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!holdsFile(event)) return;
      event.preventDefault();
      setOver(false);
      const file = event.dataTransfer?.files[0];
      file?.text().then(askForImport, complain);
    };
    window.addEventListener("dragover", onOver);
    window.addEventListener("dragleave", onLeave);
    window.addEventListener("drop", onDrop);
    return () => {
      window.removeEventListener("dragover", onOver);
      window.removeEventListener("dragleave", onLeave);
      window.removeEventListener("drop", onDrop);
    };
  }, []);
  if (!over) return null;
  return (
    <div className={css.over} aria-hidden="true">
      <span className={css.words}>{words.recipes.drop}</span>
    </div>
  );
}
