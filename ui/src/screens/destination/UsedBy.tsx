import { Input } from "@mantine/core";
import type { DestinationRow } from "../../bindings/DestinationRow";
import { words } from "../../model/en";
import { routeHref } from "../../model/route";
import { useAutomations } from "../../state/queries";
import css from "./DestinationScreen.module.css";

/** The automations that send here, each with a way to it. */
export function UsedBy({ row }: { row: DestinationRow }) {
  const automations = useAutomations().data ?? [];
  const users = automations.filter((one) => row.used_by.includes(one.automation.id));
  return (
    <Input.Wrapper label={words.destinations.usedBy} labelElement="div">
      {users.length === 0 ? (
        <p className={css.unused}>{words.destinations.unused}</p>
      ) : (
        <ul className={css.links}>
          {users.map(({ automation }) => (
            <li key={automation.id}>
              <a href={routeHref({ screen: "automation", id: automation.id, copyOf: null })}>
                {automation.settings.name}
              </a>
            </li>
          ))}
        </ul>
      )}
    </Input.Wrapper>
  );
}
