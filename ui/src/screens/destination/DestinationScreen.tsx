export function DestinationScreen(_props: Record<string, unknown>) {
  return null;
}
