import type { InboundStatus } from "../../bindings/InboundStatus";
import { Icon } from "../../components/shared/Icon";
import { words } from "../../model/en";
import { routeHref } from "../../model/route";
import css from "./Settings.module.css";

interface SectionsProps {
  /** Nothing while the groups are mixed, as when one searches. */
  chosen: string | null;
  inbound: InboundStatus;
}

/** The groups by name, each with a way to it. */
export function Sections({ chosen, inbound }: SectionsProps) {
  return (
    <nav className={css.sections} aria-label={words.settings.sections}>
      {Object.entries(words.settings.groups).map(([name, title]) => (
        <a
          key={name}
          className={css.section}
          href={routeHref({ screen: "settings", section: name })}
          aria-current={name === chosen ? "true" : undefined}
          onClick={() => document.getElementById(`group-${name}`)?.scrollIntoView()}
        >
          {title}
          {name === "incoming" && inbound.type === "unavailable" && <Icon name="warn" size={14} />}
        </a>
      ))}
    </nav>
  );
}
