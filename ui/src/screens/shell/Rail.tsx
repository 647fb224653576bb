import { Tooltip } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { Icon } from "../../components/shared/Icon";
import { Keys } from "../../components/shared/Keys";
import { words } from "../../model/en";
import { type Place, places } from "../../model/places";
import { routeHref } from "../../model/route";
import { placeKey } from "../../model/shortcuts";
import { useKeys } from "../../state/keyboard";
import { go, useRoute } from "../../state/route";
import { useBadges } from "./badges";
import css from "./Shell.module.css";

/** Where the rail has no room for words; the style sheets know it too. */
const NARROW = "(max-width: 68.6875em)";

interface RailProps {
  onSearch: () => void;
}

/** The way from screen to screen. */
export function Rail({ onSearch }: RailProps) {
  const narrow = useMediaQuery(NARROW) ?? false;
  return (
    <nav className={css.rail} aria-label={words.shell.screens}>
      <div className={css.brand}>
        <img src="./icon.svg" alt="" width={20} height={20} />
        <span>{words.shell.brand}</span>
      </div>
      <Tooltip label={words.shell.search} position="right" disabled={!narrow}>
        <button type="button" className={css.find} onClick={onSearch} aria-haspopup="dialog">
          <Icon name="search" />
          <span className={css.label}>{words.shell.search}</span>
          <Keys of="palette" />
        </button>
      </Tooltip>
      {places.map((place, index) => (
        <RailItem key={place.label} place={place} number={index + 1} narrow={narrow} />
      ))}
    </nav>
  );
}

interface RailItemProps {
  place: Place;
  number: number;
  narrow: boolean;
}

function RailItem({ place, number, narrow }: RailItemProps) {
  const here = place.screens.includes(useRoute().screen);
  const { count, failed } = useBadges(place.to.screen);
  useKeys([placeKey(number)], () => go(place.to));
  return (
    <Tooltip label={place.label} position="right" disabled={!narrow}>
      <a
        className={`${css.item} ${place.last ? css.last : ""}`}
        href={routeHref(place.to)}
        aria-current={here ? "page" : undefined}
        aria-label={place.label}
      >
        <Icon name={place.icon} />
        <span className={css.label}>{place.label}</span>
        {!!count && <span className={css.count}>{words.shell.figure(count)}</span>}
        {!!failed && (
          <span className={`${css.count} ${css.bad}`} title={words.shell.failedLately(failed)}>
            <Icon name="failed" size={12} />
            <span>{words.shell.figure(failed)}</span>
          </span>
        )}
      </a>
    </Tooltip>
  );
}
