import { useEffect } from "react";
import { prefer, usePreferences } from "./preferences";
import { useSettings } from "./queries";

/**
 * Has this window write times as the settings say; it remembers that for its next start. Whoever calls
 * this is drawn anew then, with all that it draws.
 */
export function useHoursOfSettings(): void {
  const general = useSettings().data?.general;
  const { hours } = usePreferences();
  useEffect(() => {
    if (!general) return;
    const wanted = general.twelve_hours ? 12 : 24;
    if (hours !== wanted) prefer({ hours: wanted });
  }, [general, hours]);
}
