/** How a destination is let in and reached, and what becomes of its secrets. */

import type { Authentication } from "../../bindings/Authentication";
import type { ClientIn } from "../../bindings/ClientIn";
import type { HttpVersion } from "../../bindings/HttpVersion";
import type { TlsVersion } from "../../bindings/TlsVersion";
import type { ProxyOfDestination } from "../access-draft";

export const access = {
  more: "More",
  moreWords: "Authentication, secrets, proxy, certificates, what may wait, and health",
  authentication: "Authentication",
  authentications: {
    none: "None",
    basic: "User name and password",
    bearer: "Bearer token",
    header: "Secret header",
    oauth2: "OAuth 2 client credentials",
  } satisfies Record<Authentication["type"], string>,
  secretLabels: {
    none: "Secret",
    basic: "Password",
    bearer: "Token",
    header: "Value",
    oauth2: "Client secret",
  } satisfies Record<Authentication["type"], string>,
  user: "User name",
  header: "Header",
  tokenAddress: "Address of the token server",
  tokenHint:
    "A token is fetched when it is needed, and again before it expires or when it is refused.",
  clientId: "Client ID",
  scope: "Scope",
  audience: "Audience",
  ifAsked: "Leave empty unless the server asks for it.",
  clientIn: "ID and secret are sent",
  clientsIn: {
    header: "in the Authorization header",
    body: "in the form",
  } satisfies Record<ClientIn, string>,
  keptAs: (hint: string) => `Kept: ${hint}`,
  replaceKept: "Replace…",
  keepOld: "Keep the old one",

  named: "Secrets for requests",
  namedHint:
    "Write {{ secret.name }} into a header, a path or a body. The secret is put in at the moment of sending and is kept in no log.",
  addNamed: "Add secret",
  namedName: "Secret name",
  namedValue: "Secret value",
  copyPlace: (name: string) => `Copy {{ secret.${name} }}`,
  forget: (name: string) => `Forget ${name}`,
  forgetTitle: (name: string) => `Forget the secret “${name}”?`,
  forgetWords:
    "This can’t be undone. Webhooks that use it can’t be sent until there is another secret of this name.",
  forgetVerb: "Forget secret",
  forgot: (name: string) => `The secret “${name}” is forgotten.`,

  readable: (header: string) =>
    `The value of ${header} can be read by anyone who sees this page, the log or the database.`,
  makeSecret: "Make it a secret",

  proxy: "Proxy",
  proxies: {
    settings: "As in Settings",
    none: "None",
    system: "As the system says",
    explicit: "This one",
  } satisfies Record<ProxyOfDestination, string>,
  proxyAddress: "Address of the proxy",
  proxyAddressHint:
    "http://, https://, socks5:// or socks5h://. By socks5:// names are looked up and checked here; any other proxy looks them up itself, so which address it reaches can’t be checked.",
  proxyUser: "User name for the proxy",
  proxyPassword: "Password for the proxy",
  proxyExcept: "Reach directly",
  proxyExceptHint: "Host names and ranges such as 10.0.0.0/8. Press Enter after each.",
  http: "HTTP version",
  httpVersions: {
    any: "Whatever both sides know",
    http1: "Only HTTP/1.1",
    http2: "Only HTTP/2",
  } satisfies Record<HttpVersion, string>,
  tls: "TLS at least",
  tlsVersions: { "1.2": "1.2", "1.3": "1.3" } satisfies Record<TlsVersion, string>,
  trusted: "Trusted certificates",
  trustedHint:
    "In PEM, beside the system’s and those of Settings. A self-signed certificate is trusted exactly as it stands here; one of an authority vouches for all that it has issued.",
  clientCertificate: "Certificate of this computer",
  clientCertificateHint: "In PEM, for a destination that wants to see one.",
  clientKey: "Its private key",
  clientKeyHint: "In PEM, without a password.",

  rotate: "Rotate",
  rotateTitle: (name: string) => `Replace the secret of “${name}”`,
  rotateBoth: "Both secrets sign while you change the receiver, so nothing is refused in between.",
  rotateOne:
    "This way of signing has room for one signature: the old secret signs until its time is over, then the new one does.",
  newSecret: "New secret",
  keepFor: "The old one works for",
  hours: { "0": "No time at all", "1": "1 hour", "24": "24 hours", "168": "7 days" } as Record<
    string,
    string
  >,
  rotated: (name: string) => `The secret of “${name}” is replaced.`,
  rotating: (since: string, old: string, until: string) =>
    `Rotated ${since}. The old secret ${old} works until ${until}, then it is forgotten.`,
  rotatingOne: (since: string, old: string, until: string) =>
    `Rotated ${since}. The old secret ${old} signs until ${until}, then the new one does.`,
  endNow: "End now",
  endTitle: (old: string) => `Forget the old secret ${old}?`,
  endWords: "From now on only the new secret signs. A receiver that still has the old one refuses.",
  endVerb: "Forget old secret",
  ended: "Only the new secret signs now.",
  today: (time: string) => `today at ${time}`,
  publicKey: "Public key",
  publicKeyHint: "Give it to the receiver. It is no secret.",
  copyPublicKey: "Copy the public key",
  afterSaving: "The public key is shown once this is saved.",
};
