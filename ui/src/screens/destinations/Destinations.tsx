export function Destinations(_props: Record<string, unknown>) {
  return null;
}
