import type { Authentication } from "../bindings/Authentication";
import type { ClientIn } from "../bindings/ClientIn";
import type { HttpVersion } from "../bindings/HttpVersion";
import type { Proxy as ProxyChoice } from "../bindings/Proxy";
import type { TlsVersion } from "../bindings/TlsVersion";
import type { Transport } from "../bindings/Transport";

/** How a destination is let in, as the form holds it: what was typed stays while one looks. */
export interface AuthenticationDraft {
  type: Authentication["type"];
  user: string;
  header: string;
  token_address: string;
  client_id: string;
  scope: string;
  audience: string;
  client_in: ClientIn;
}

/** A proxy, as a form holds it: what was typed stays while one looks. */
export interface ProxyDraft<Type = ProxyChoice["type"]> {
  type: Type;
  address: string;
  user: string;
  except: string[];
}

/** What a destination goes through: a choice of its own, or what the settings say. */
export type ProxyOfDestination = ProxyChoice["type"] | "settings";

/** The way that requests take, as the form holds it. */
export interface TransportDraft {
  proxy: ProxyDraft<ProxyOfDestination>;
  http: HttpVersion;
  tls: TlsVersion;
  trusted: string;
  client_certificate: string;
}

/** A secret that is given a name. */
export interface AddedSecret {
  name: string;
  value: string;
}

/** The names under which settings keep secrets of their own. */
export const OWN_SECRETS = ["authentication", "client_key", "proxy_password"] as const;
export type OwnSecret = (typeof OWN_SECRETS)[number];

export function authenticationDraft(authentication: Authentication): AuthenticationDraft {
  return {
    user: "",
    header: "X-Api-Key",
    token_address: "https://",
    client_id: "",
    scope: "",
    audience: "",
    client_in: "header",
    ...authentication,
  };
}

export function authenticationOf(draft: AuthenticationDraft): Authentication {
  switch (draft.type) {
    case "basic":
      return { type: "basic", user: draft.user.trim() };
    case "header":
      return { type: "header", header: draft.header.trim() };
    case "oauth2": {
      const { type, client_in } = draft;
      const [token_address, client_id, scope, audience] = [
        draft.token_address,
        draft.client_id,
        draft.scope,
        draft.audience,
      ].map((text) => text.trim()) as [string, string, string, string];
      return { type, token_address, client_id, scope, audience, client_in };
    }
    default:
      return { type: draft.type };
  }
}

export function proxyDraft(proxy: ProxyChoice): ProxyDraft {
  return { address: "http://", user: "", except: [], ...proxy };
}

export function proxyOf({ type, address, user, except }: ProxyDraft): ProxyChoice {
  return type === "explicit"
    ? { type, address: address.trim(), user: user.trim(), except }
    : { type };
}

export function transportDraft({ proxy, ...rest }: Transport): TransportDraft {
  const chosen = proxyDraft(proxy ?? { type: "none" });
  return { ...rest, proxy: { ...chosen, type: proxy?.type ?? "settings" } };
}

export function transportOf({ proxy, ...rest }: TransportDraft): Transport {
  const { type } = proxy;
  return { ...rest, proxy: type === "settings" ? null : proxyOf({ ...proxy, type }) };
}

/** The transport of a destination that needs nothing special. */
export const PLAIN: Transport = {
  proxy: null,
  http: "any",
  tls: "1.2",
  trusted: "",
  client_certificate: "",
};

/** Whether there is something to see behind *More*. */
export function isPlain(authentication: AuthenticationDraft, transport: TransportDraft): boolean {
  const { proxy, http, tls, trusted, client_certificate } = transport;
  const wayIsPlain = proxy.type === "settings" && http === "any" && tls === "1.2";
  return authentication.type === "none" && wayIsPlain && !trusted && !client_certificate;
}
