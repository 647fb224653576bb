import { ActionIcon, SegmentedControl } from "@mantine/core";
import { lazy, Suspense, useState } from "react";
import type { Series } from "../../bindings/Series";
import type { Span } from "../../bindings/Span";
import { Card } from "../../components/shared/Card";
import { Icon } from "../../components/shared/Icon";
import { Reading } from "../../components/shared/Reading";
import { words } from "../../model/en";
import { deliveriesSay, timesSay } from "../../model/figures";
import { useSeries } from "../../state/overview";
import { FiguresTable } from "./FiguresTable";
import css from "./Home.module.css";

const SPANS: Span[] = ["hour", "day", "week", "month"];

const DeliveriesChart = lazy(async () => ({
  default: (await import("./DeliveriesChart")).DeliveriesChart,
}));
const TimesChart = lazy(async () => ({ default: (await import("./TimesChart")).TimesChart }));

/** What was sent and what failed over time, as charts or as a table. */
export function FiguresCard() {
  const [span, setSpan] = useState<Span>("day");
  const [asTable, setAsTable] = useState(false);
  const series = useSeries(span);
  const tools = (
    <>
      <SegmentedControl
        aria-label={words.home.howFarBack}
        value={span}
        onChange={(value) => setSpan(value as Span)}
        data={SPANS.map((one) => ({ value: one, label: words.home.spans[one] }))}
      />
      <ActionIcon
        aria-label={asTable ? words.home.asCharts : words.home.asTable}
        title={asTable ? words.home.asCharts : words.home.asTable}
        onClick={() => setAsTable(!asTable)}
      >
        <Icon name={asTable ? "chart" : "table"} />
      </ActionIcon>
    </>
  );
  return (
    <Card title={words.home.deliveries} tools={tools}>
      <Reading query={series}>
        {series.data &&
          (asTable ? <FiguresTable series={series.data} /> : <Charts series={series.data} />)}
      </Reading>
    </Card>
  );
}

function Charts({ series }: { series: Series }) {
  return (
    <>
      <div className={css.said}>
        <p>{deliveriesSay(series)}</p>
        <div className={css.legend} aria-hidden="true">
          <span>
            <i className={css.swatch} data-of="sent" />
            {words.home.sentAbove}
          </span>
          <span>
            <i className={css.swatch} data-of="failed" />
            {words.home.triesBelow}
          </span>
        </div>
      </div>
      <div className={css.place}>
        <Suspense>
          <DeliveriesChart series={series} />
        </Suspense>
      </div>
      <div className={css.second}>
        <h3>{words.home.time}</h3>
        <div className={css.said}>
          <p>{timesSay(series)}</p>
          <div className={css.legend} aria-hidden="true">
            <span>
              <i className={css.stroke} />
              {words.home.half}
            </span>
            <span>
              <i className={css.stroke} data-dashed />
              {words.home.most}
            </span>
          </div>
        </div>
        <div className={css.placeLow}>
          <Suspense>
            <TimesChart series={series} />
          </Suspense>
        </div>
      </div>
    </>
  );
}
