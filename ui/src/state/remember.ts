import type { QueryClient } from "@tanstack/react-query";
import type { AutomationRow } from "../bindings/AutomationRow";
import type { DestinationRow } from "../bindings/DestinationRow";
import { keys } from "./queries";

/** Puts an automation that the runner just answered with into the list, without waiting for it. */
export function rememberAutomation(client: QueryClient, row: AutomationRow): void {
  client.setQueryData<AutomationRow[]>(
    keys.automations,
    (rows) => rows && replaced(rows, row, (one) => one.automation.id),
  );
}

/** The same for a destination. */
export function rememberDestination(client: QueryClient, row: DestinationRow): void {
  client.setQueryData<DestinationRow[]>(
    keys.destinations,
    (rows) => rows && replaced(rows, row, (one) => one.destination.id),
  );
}

function replaced<Row>(rows: Row[], row: Row, idOf: (row: Row) => string): Row[] {
  const there = rows.some((one) => idOf(one) === idOf(row));
  return there ? rows.map((one) => (idOf(one) === idOf(row) ? row : one)) : [...rows, row];
}
