import { expect, test } from "vitest";
import { newSecret } from "./secret";

test("a secret is whsec_ and the base64 of 32 bytes", () => {
  const secret = newSecret((bytes) => bytes.fill(255));
  expect(secret).toBe("whsec_//////////////////////////////////////////8=");
});

test("no two secrets are the same", () => {
  const made = new Set(Array.from({ length: 500 }, () => newSecret()));
  expect(made.size).toBe(500);
});
