import { Button } from "@mantine/core";
import { Icon } from "../../components/shared/Icon";
import { PageTop } from "../../components/shared/PageTop";
import { Reading } from "../../components/shared/Reading";
import { words } from "../../model/en";
import { useAway, useOverview } from "../../state/overview";
import { go } from "../../state/route";
import { AttentionCard } from "./AttentionCard";
import { AwayNote } from "./AwayNote";
import { ComingCard } from "./ComingCard";
import { FiguresCard } from "./FiguresCard";
import { FirstCard } from "./FirstCard";
import css from "./Home.module.css";
import { Tiles } from "./Tiles";

/** How everything is, in one sentence and a few figures. */
export function Home() {
  const query = useOverview();
  const [away, putAway] = useAway();
  const overview = query.data;
  const title = !overview
    ? words.home.name
    : overview.used
      ? words.home.title(overview.sent_today, overview.attention.length)
      : words.home.unused;
  const create = (
    <Button
      variant={overview?.used ? "filled" : "default"}
      leftSection={<Icon name="plus" />}
      onClick={() => go({ screen: "automation", id: null, copyOf: null })}
    >
      {words.home.newAutomation}
    </Button>
  );

  return (
    <>
      <PageTop title={title} tools={create} />
      <Reading query={query}>
        {overview && (
          <div className={css.page}>
            {away && <AwayNote away={away} putAway={putAway} />}
            <Tiles overview={overview} />
            <div className={css.columns}>
              {overview.used ? <FiguresCard /> : <FirstCard />}
              <div className={css.side}>
                <AttentionCard attention={overview.attention} />
                <ComingCard coming={overview.coming} />
              </div>
            </div>
          </div>
        )}
      </Reading>
    </>
  );
}
