import { Reading } from "../../components/shared/Reading";
import { useAutomations, useFirstRun } from "../../state/queries";
import { FirstRunLive } from "./FirstRunLive";
import { FirstRunOffer } from "./FirstRunOffer";

/** From nothing to a delivered webhook: first the choice, then what comes of it, live. */
export function FirstRun() {
  const firstRun = useFirstRun();
  const automations = useAutomations();
  const error = firstRun.error ?? automations.error;
  const data = firstRun.data && automations.data;
  const refetch = () => Promise.all([firstRun.refetch(), automations.refetch()]);
  const made = firstRun.data?.made;
  const row = automations.data?.find((one) => one.automation.id === made?.automation);
  return (
    <Reading query={{ data, error, refetch }}>
      {made && row ? (
        <FirstRunLive made={made} row={row} />
      ) : (
        firstRun.data && <FirstRunOffer suggested={firstRun.data.folder} />
      )}
    </Reading>
  );
}
