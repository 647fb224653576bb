import { Button } from "@mantine/core";
import { AutomationList } from "../../components/automation/AutomationList";
import { EmptyState } from "../../components/shared/EmptyState";
import { Icon } from "../../components/shared/Icon";
import { PageTop } from "../../components/shared/PageTop";
import { Reading } from "../../components/shared/Reading";
import { words } from "../../model/en";
import { useAutomations } from "../../state/queries";
import { go } from "../../state/route";

/** All automations. */
export function Automations() {
  const automations = useAutomations();
  const rows = automations.data ?? [];
  const on = rows.filter((row) => row.automation.settings.enabled).length;
  const create = (
    <Button
      variant="filled"
      leftSection={<Icon name="plus" />}
      onClick={() => go({ screen: "automation", id: null, copyOf: null })}
    >
      {words.automations.new}
    </Button>
  );
  const empty = automations.isSuccess && rows.length === 0;

  return (
    <>
      <PageTop
        title={words.automations.title}
        count={rows.length > 0 ? words.automations.count(rows.length, on) : undefined}
        tools={empty ? undefined : create}
      />
      <Reading query={automations}>
        {empty ? (
          <EmptyState title={words.automations.emptyTitle} actions={create}>
            {words.automations.emptyWords}
          </EmptyState>
        ) : (
          <AutomationList rows={rows} />
        )}
      </Reading>
    </>
  );
}
