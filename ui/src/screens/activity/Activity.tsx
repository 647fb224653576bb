export function Activity(_props: Record<string, unknown>) {
  return null;
}
