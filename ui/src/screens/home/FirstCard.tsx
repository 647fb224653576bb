import { Button } from "@mantine/core";
import { Card } from "../../components/shared/Card";
import { Thread } from "../../components/shared/Thread";
import { words } from "../../model/en";
import { routeHref } from "../../model/route";
import css from "./Home.module.css";

/** Stands where the charts will be, until there is something to show. */
export function FirstCard() {
  return (
    <Card title={words.home.firstTitle}>
      <div className={css.first}>
        <Thread from="file" health="sent" />
        <p>{words.home.firstWords}</p>
        <Button component="a" variant="filled" href={routeHref({ screen: "first-run" })}>
          {words.home.firstTry}
        </Button>
      </div>
    </Card>
  );
}
