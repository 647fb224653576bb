import { Button } from "@mantine/core";
import type { DestinationRow } from "../../bindings/DestinationRow";
import { traffic } from "../../components/destination/DestinationList";
import { Card } from "../../components/shared/Card";
import { Icon } from "../../components/shared/Icon";
import { Note } from "../../components/shared/Note";
import { words } from "../../model/en";
import { routeHref, wholeActivity } from "../../model/route";
import { useAutomations, useStatus } from "../../state/queries";
import css from "./DestinationScreen.module.css";

interface DestinationAsideProps {
  row: DestinationRow | null;
}

/** How a destination is doing, who uses it, where its secret lies. */
export function DestinationAside({ row }: DestinationAsideProps) {
  const secrets = useStatus().data?.secrets;
  return (
    <div className={css.stack}>
      {row && (
        <Card title={words.destinations.last24}>
          <p>{traffic(row)}</p>
          <UsedBy row={row} />
          <div className={css.more}>
            <Button
              component="a"
              size="xs"
              href={routeHref({ ...wholeActivity, destination: row.destination.id })}
              leftSection={<Icon name="activity" size={14} />}
            >
              {words.destinations.seeActivity}
            </Button>
          </div>
        </Card>
      )}
      {secrets?.type === "key_store" && <Note icon="key">{words.destinations.secretKept}</Note>}
      {secrets?.type === "encrypted_file" && (
        <Note icon="key" tone="waiting">
          {words.destinations.secretFile}
        </Note>
      )}
    </div>
  );
}

function UsedBy({ row }: { row: DestinationRow }) {
  const automations = useAutomations().data ?? [];
  const users = automations.filter((one) => row.used_by.includes(one.automation.id));
  return (
    <>
      <p className={css.label}>{words.destinations.usedBy}</p>
      {users.length === 0 ? (
        <p>{words.destinations.unused}</p>
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
    </>
  );
}
