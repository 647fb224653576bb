import type { Bar } from "../../bindings/Bar";
import type { Series } from "../../bindings/Series";
import { words } from "../../model/en";
import { number } from "../../model/en/format";
import { deliveriesSay, roundTime, sum, when } from "../../model/figures";
import css from "./Home.module.css";

interface FiguresTableProps {
  series: Series;
}

/** What the charts show, in figures. */
export function FiguresTable({ series }: FiguresTableProps) {
  const { bars, span } = series;
  const busy = bars.map((bar, index) => ({ bar, index })).filter(({ bar }) => happened(bar));
  if (busy.length === 0) return <p className={css.calm}>{words.home.nothingIn(span)}</p>;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={css.table} aria-label={words.home.deliveriesTable} tabIndex={0}>
      <div className={css.said}>
        <p>
          {deliveriesSay(series)} {words.home.onlyBusy}
        </p>
      </div>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.home.when}</th>
            <th scope="col">{words.home.sent}</th>
            <th scope="col">{words.home.failedTries}</th>
            <th scope="col">{words.home.givenUp}</th>
            <th scope="col">{words.home.leftOut}</th>
            <th scope="col">{words.home.halfWithin}</th>
            <th scope="col">{words.home.mostWithin}</th>
          </tr>
        </thead>
        <tbody>
          {busy.map(({ bar, index }) => (
            <tr key={bar.at}>
              <th scope="row">{when(bars, index, span)}</th>
              <td>{number.format(bar.sent)}</td>
              <td>{number.format(bar.failed_tries)}</td>
              <td>{number.format(bar.failed)}</td>
              <td>{number.format(bar.left_out)}</td>
              <td>{time(bar.typical_ms)}</td>
              <td>{time(bar.nearly_all_ms)}</td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{words.home.total}</th>
            <td>{number.format(sum(bars, "sent"))}</td>
            <td>{number.format(sum(bars, "failed_tries"))}</td>
            <td>{number.format(sum(bars, "failed"))}</td>
            <td>{number.format(sum(bars, "left_out"))}</td>
            <td>{time(series.typical_ms)}</td>
            <td>{time(series.nearly_all_ms)}</td>
          </tr>
        </tfoot>
      </table>
    </section>
  );
}

function happened(bar: Bar): boolean {
  return bar.sent + bar.failed + bar.failed_tries + bar.left_out > 0;
}

function time(millis: number | null): string {
  return millis === null ? words.common.none : roundTime(millis);
}
