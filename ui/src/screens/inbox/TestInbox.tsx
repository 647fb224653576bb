export function TestInbox(_props: Record<string, unknown>) {
  return null;
}
