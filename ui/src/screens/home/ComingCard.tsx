import type { Coming } from "../../bindings/Coming";
import { Card } from "../../components/shared/Card";
import { words } from "../../model/en";
import { type Route, routeHref, wholeActivity } from "../../model/route";
import { soon, until, wholeMoment } from "../../model/time";
import { useNow } from "../../state/now";
import css from "./Home.module.css";

interface ComingCardProps {
  coming: Coming[];
}

/** What happens next by itself. */
export function ComingCard({ coming }: ComingCardProps) {
  const now = useNow();
  return (
    <Card title={words.home.coming}>
      {coming.length === 0 ? (
        <p className={css.calm}>{words.home.nothingComing}</p>
      ) : (
        <ul className={css.list}>
          {coming.map((one) => (
            <li key={`${one.type} ${routeHref(routeOf(one))}`}>
              <a className={css.next} href={routeHref(routeOf(one))}>
                <time dateTime={one.at} title={wholeMoment(one.at)}>
                  {soon(one.at, now)}
                </time>
                <span title={saidOf(one)}>{saidOf(one)}</span>
                <span>{Date.parse(one.at) <= now ? words.home.now : until(one.at, now)}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function saidOf(one: Coming): string {
  if (one.type === "resume") return words.home.resumes;
  return one.type === "run" ? one.name : words.home.retries(one.name, one.deliveries);
}

function routeOf(one: Coming): Route {
  switch (one.type) {
    case "run":
      return { screen: "automation", id: one.automation, copyOf: null };
    case "retry":
      return { ...wholeActivity, state: "pending", destination: one.destination };
    case "resume":
      return { ...wholeActivity, state: "held" };
  }
}
