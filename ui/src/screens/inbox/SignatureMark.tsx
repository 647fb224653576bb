import type { SignatureCheck } from "../../bindings/SignatureCheck";
import { StateMark } from "../../components/shared/StateMark";
import { words } from "../../model/en";
import type { Tone } from "../../model/last-result";

const TONES: Record<SignatureCheck["type"], Tone> = {
  valid: "sent",
  unsigned: "skipped",
  invalid: "failed",
};

interface SignatureMarkProps {
  of: SignatureCheck;
  /** With a border and in whole words, for a header. */
  boxed?: boolean;
}

/** What checking a signature said. */
export function SignatureMark({ of, boxed = false }: SignatureMarkProps) {
  return (
    <StateMark tone={TONES[of.type]} boxed={boxed}>
      {boxed ? inFull(of) : inShort(of)}
    </StateMark>
  );
}

function inShort({ type }: SignatureCheck): string {
  if (type === "unsigned") return words.inbox.unsigned;
  return type === "valid" ? words.inbox.valid : words.inbox.notValid;
}

function inFull(check: SignatureCheck): string {
  if (check.type === "unsigned") return words.inbox.unsigned;
  if (check.type === "invalid") return words.inbox.signatureNotValid;
  const { signing } = check;
  if (!signing || signing.type === "standard_webhooks") return words.inbox.signatureValid;
  return words.inbox.signatureValidAs(words.destinations.signings[signing.type]);
}
