import { useMemo } from "react";
import type { SampleField } from "../bindings/SampleField";
import { OWN_SECRETS } from "../model/access-draft";
import { useDestinations } from "./queries";

/** The secrets of a destination as places that a template can have. */
export function useSecretFields(destination: string | null): SampleField[] {
  const destinations = useDestinations().data;
  return useMemo(() => {
    const found = destinations?.find((one) => one.destination.id === destination);
    const own: readonly string[] = OWN_SECRETS;
    const named = found?.destination.secrets.named.filter(({ name }) => !own.includes(name)) ?? [];
    return named.map(({ name, hint }) => {
      const path = `secret.${name}`;
      return { path, written: path, value: hint };
    });
  }, [destinations, destination]);
}
