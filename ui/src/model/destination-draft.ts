import type { Destination } from "../bindings/Destination";
import type { DestinationSettings } from "../bindings/DestinationSettings";
import type { HeaderField } from "../bindings/HeaderField";
import { type DraftProblem, dotted, numberAt } from "./draft-problem";
import { newSecret } from "./secret";
import { type SigningDraft, signingDraft, signingOf } from "./signing-draft";

/** A destination's settings as its form holds them. */
export interface DestinationDraft extends SigningDraft {
  name: string;
  address: string;
  headers: HeaderField[];
  parallel: number | "";
  /** Where the secret comes from: the one that is there, a fresh one, one that is pasted. */
  secretFrom: "kept" | "generated" | "pasted";
  secret: string;
}

/** The form of a new destination: it signs, with a secret of its own. */
export function newDestination(): DestinationDraft {
  return {
    name: "",
    address: "https://",
    ...signingDraft({ type: "standard_webhooks" }),
    headers: [],
    parallel: 4,
    secretFrom: "generated",
    secret: newSecret(),
  };
}

/** The form of a destination that is there. */
export function destinationDraft({ settings, secret_hint }: Destination): DestinationDraft {
  return {
    name: settings.name,
    address: settings.address,
    ...signingDraft(settings.signing),
    headers: settings.headers,
    parallel: settings.parallel,
    secretFrom: secret_hint ? "kept" : "generated",
    secret: secret_hint ? "" : newSecret(settings.signing.type),
  };
}

/** What the runner gets of the form, or what cannot even be said to it. */
export function destinationSettings(
  draft: DestinationDraft,
): { settings: DestinationSettings; secret: string | null } | { problems: DraftProblem[] } {
  const problems: DraftProblem[] = [];
  const parallel = numberAt(draft.parallel, "parallel", problems);
  if (problems.length > 0) return { problems };
  const { name, address, headers, signing, secretFrom } = draft;
  const signs = signing !== "none";
  return {
    settings: {
      name: name.trim(),
      address: address.trim(),
      headers,
      parallel,
      signing: signingOf(draft),
    },
    secret: signs && secretFrom !== "kept" ? draft.secret.trim() : null,
  };
}

/** The form's field that a problem is about. */
export function destinationField(field: string): string | null {
  const path = dotted(field);
  if (path.startsWith("signing.")) return path.replace("signing", "own");
  return /^(name|address|headers|parallel|secret|signing)/.test(path) ? path : null;
}
