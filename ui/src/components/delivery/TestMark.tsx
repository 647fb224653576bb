import { words } from "../../model/en";
import css from "./TestMark.module.css";

/** Says of a delivery that a person only tried something out. */
export function TestMark() {
  return <span className={css.mark}>{words.activity.testMark}</span>;
}
