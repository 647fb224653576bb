/** Whether two values say the same, in whatever order their fields stand. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || !one || !other) return false;
  const [keys, others] = [Object.keys(one), Object.keys(other)];
  const inOther = (key: string) =>
    Object.hasOwn(other, key) && sameValue(Reflect.get(one, key), Reflect.get(other, key));
  return keys.length === others.length && keys.every(inOther);
}
