import { expect, test } from "vitest";
import { hidden, readableSecret } from "./readable-secret";

test.each([
  ["Authorization", "Bearer abc", 0],
  ["X-Api-Key", "abc", 0],
  ["x-shop-token", "abc", 0],
  ["X-Shop-Id", "abc", null],
  ["Authorization", "Bearer {{ secret.token }}", null],
  ["Authorization", " ", null],
])("%s: %s is pointed out or not", (name, value, expected) => {
  expect(readableSecret([{ name, value }])).toBe(expected);
});

test("a value becomes a secret, and what says how it is used stays", () => {
  const headers = [
    { name: "X-Team", value: "a" },
    { name: "Authorization", value: "Bearer s3cret" },
  ];
  expect(hidden(headers, 1, [])).toEqual({
    headers: [
      { name: "X-Team", value: "a" },
      { name: "Authorization", value: "Bearer {{ secret.authorization }}" },
    ],
    secret: { name: "authorization", value: "s3cret" },
  });
});

test("a name that is taken gets a number, and an odd one is made plain", () => {
  const named = (name: string, taken: string[]) =>
    hidden([{ name, value: "v" }], 0, taken).secret.name;
  expect(named("X-Api-Key", ["api_key"])).toBe("api_key_2");
  expect(named("2-Token!", [])).toBe("token_");
});
