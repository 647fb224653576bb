export function AutomationScreen(_props: Record<string, unknown>) {
  return null;
}
