import { expect, test } from "vitest";
import { needsOtherSecret, newSecret } from "./secret";

test("a secret is whsec_ and the base64 of 32 bytes", () => {
  const secret = newSecret("standard_webhooks", (bytes) => bytes.fill(255));
  expect(secret).toBe("whsec_//////////////////////////////////////////8=");
});

test("no two secrets are the same", () => {
  const made = new Set(Array.from({ length: 10_000 }, () => newSecret()));
  expect(made.size).toBe(10_000);
});

test("a secret has the form that its way of signing needs", () => {
  const fill = (bytes: Uint8Array) => bytes.fill(255);
  expect(newSecret("standard_webhooks_ed25519", fill)).toMatch(/^whsk_\/{42}8=$/);
  expect(newSecret("github", fill)).toMatch(/^_{42}8$/);
});

test("ways of signing that take any text share a secret, others don’t", () => {
  expect(needsOtherSecret("github", "stripe")).toBe(false);
  expect(needsOtherSecret("standard_webhooks", "github")).toBe(true);
  expect(needsOtherSecret("github", "none")).toBe(false);
});
