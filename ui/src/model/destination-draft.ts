import type { Destination } from "../bindings/Destination";
import type { DestinationLimits } from "../bindings/DestinationLimits";
import type { DestinationSettings } from "../bindings/DestinationSettings";
import type { HeaderField } from "../bindings/HeaderField";
import {
  type AddedSecret,
  type AuthenticationDraft,
  authenticationDraft,
  authenticationOf,
  OWN_SECRETS,
  type OwnSecret,
  PLAIN,
  type TransportDraft,
  transportDraft,
  transportOf,
} from "./access-draft";
import { type DraftProblem, dotted, numberAt } from "./draft-problem";
import { newSecret } from "./secret";
import { type SigningDraft, signingDraft, signingOf } from "./signing-draft";

/** After how many hours of nothing but failures a new destination is paused: five days. */
export const USUAL_HOURS = 120;

/** A destination's settings as its form holds them. */
export interface DestinationDraft extends SigningDraft {
  name: string;
  address: string;
  headers: HeaderField[];
  parallel: number | "";
  /** Whether it may be one of this app's own hooks. */
  own_hooks: boolean;
  limits: DestinationLimitsDraft;
  /** Empty means never. */
  unhealthy_after_hours: number | "";
  /** Where the secret comes from: the one that is there, a fresh one, one that is pasted. */
  secretFrom: "kept" | "generated" | "pasted";
  secret: string;
  authentication: AuthenticationDraft;
  transport: TransportDraft;
  /** Secrets of the settings that were typed; nothing keeps the one that is there. */
  secrets: Record<OwnSecret, string>;
  /** Secrets that requests may place. */
  added: AddedSecret[];
}

/** An empty field is no limit. */
export interface DestinationLimitsDraft {
  per_minute: number | "";
  waiting: number | "";
  when_full: DestinationLimits["when_full"];
}

/** What the runner gets of a form. */
export interface DestinationParts {
  settings: DestinationSettings;
  secret: string | null;
  secrets: Record<string, string>;
}

function nothingTyped(): Pick<DestinationDraft, "secrets" | "added"> {
  return { secrets: { authentication: "", client_key: "", proxy_password: "" }, added: [] };
}

/** The form of a new destination: it signs, with a secret of its own. */
export function newDestination(): DestinationDraft {
  return {
    name: "",
    address: "https://",
    ...signingDraft({ type: "standard_webhooks" }),
    headers: [],
    parallel: 4,
    own_hooks: false,
    limits: { per_minute: "", waiting: "", when_full: "skip_new" },
    unhealthy_after_hours: USUAL_HOURS,
    secretFrom: "generated",
    secret: newSecret(),
    authentication: authenticationDraft({ type: "none" }),
    transport: transportDraft(PLAIN),
    ...nothingTyped(),
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
    own_hooks: settings.own_hooks,
    limits: {
      per_minute: settings.limits.per_minute ?? "",
      waiting: settings.limits.waiting ?? "",
      when_full: settings.limits.when_full,
    },
    unhealthy_after_hours: settings.unhealthy_after_hours ?? "",
    secretFrom: secret_hint ? "kept" : "generated",
    secret: secret_hint ? "" : newSecret(settings.signing.type),
    authentication: authenticationDraft(settings.authentication),
    transport: transportDraft(settings.transport),
    ...nothingTyped(),
  };
}

/** What the runner gets of the form, or what cannot even be said to it. */
export function destinationSettings(
  draft: DestinationDraft,
): DestinationParts | { problems: DraftProblem[] } {
  const problems: DraftProblem[] = [];
  const parallel = numberAt(draft.parallel, "parallel", problems);
  if (problems.length > 0) return { problems };
  const { name, address, headers, own_hooks, signing, secretFrom } = draft;
  const signs = signing !== "none";
  return {
    settings: {
      name: name.trim(),
      address: address.trim(),
      headers,
      parallel,
      own_hooks,
      limits: limitsOf(draft.limits),
      unhealthy_after_hours:
        draft.unhealthy_after_hours === "" ? null : draft.unhealthy_after_hours,
      signing: signingOf(draft),
      authentication: authenticationOf(draft.authentication),
      transport: transportOf(draft.transport),
    },
    secret: signs && secretFrom !== "kept" ? draft.secret.trim() : null,
    secrets: secretsOf(draft),
  };
}

function limitsOf({ per_minute, waiting, when_full }: DestinationLimitsDraft): DestinationLimits {
  return {
    per_minute: per_minute === "" ? null : per_minute,
    waiting: waiting === "" ? null : waiting,
    when_full,
  };
}

function secretsOf({ secrets, added }: DestinationDraft): Record<string, string> {
  const typed = OWN_SECRETS.filter((name) => secrets[name] !== "");
  const named = added.filter(({ name, value }) => name !== "" || value !== "");
  return Object.fromEntries([
    ...typed.map((name) => [name, secrets[name]]),
    ...named.map(({ name, value }) => [name.trim(), value]),
  ]);
}

/** The form's field that a problem is about. */
export function destinationField(field: string, added: AddedSecret[] = []): string | null {
  const path = dotted(field);
  if (path.startsWith("signing.")) return path.replace("signing", "own");
  const named = added.findIndex(({ name }) => path === `secrets.${name.trim()}`);
  if (named >= 0) return `added.${named}.value`;
  const known =
    /^(name|address|headers|parallel|limits|unhealthy_after_hours|secret|signing|authentication|transport)/;
  return known.test(path) ? path : null;
}
