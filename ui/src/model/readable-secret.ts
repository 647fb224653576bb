import type { HeaderField } from "../bindings/HeaderField";
import type { AddedSecret } from "./access-draft";

/** Headers whose values open doors. */
const TELLING = /^(proxy-)?authorization$|^cookie$|token|secret|api-?key|password/i;
/** What stands before the secret itself. */
const SCHEME = /^(basic|bearer|token|key)\s+/i;

/** The place of the first header whose value should be a secret and can be read by everyone. */
export function readableSecret(headers: HeaderField[]): number | null {
  const at = headers.findIndex(
    ({ name, value }) => TELLING.test(name) && value.trim() !== "" && !value.includes("{{"),
  );
  return at < 0 ? null : at;
}

/** The headers with that value as a secret, and the secret with a name that is still free. */
export function hidden(
  headers: HeaderField[],
  at: number,
  taken: string[],
): { headers: HeaderField[]; secret: AddedSecret } {
  const header = headers[at] ?? { name: "", value: "" };
  const scheme = header.value.match(SCHEME)?.[0] ?? "";
  const name = freeName(header.name, taken);
  const value = `${scheme}{{ secret.${name} }}`;
  return {
    headers: headers.map((one, index) => (index === at ? { ...one, value } : one)),
    secret: { name, value: header.value.slice(scheme.length).trim() },
  };
}

function freeName(header: string, taken: string[]): string {
  const plain = header.toLowerCase().replace(/[^a-z0-9]+/g, "_");
  const base = plain.replace(/^(x_|[^a-z])+/, "").slice(0, 36) || "secret";
  for (let n = 1; ; n += 1) {
    const name = n === 1 ? base : `${base}_${n}`;
    if (!taken.includes(name)) return name;
  }
}
