import { expect, test } from "vitest";
import type { Attempt } from "../bindings/Attempt";
import type { DeliveryRow } from "../bindings/DeliveryRow";
import type { Fault } from "../bindings/Fault";
import { mendOf } from "./mend";

function after(outcomes: unknown[], state = "pending") {
  return mendOf({
    row: { state: { state } } as DeliveryRow,
    attempts: outcomes.map((outcome) => ({ outcome }) as Attempt),
  });
}

const answered = (status: number) => ({ type: "answered", status });
const notSent = (fault: Fault) => ({ type: "not_sent", fault, message: "" });

test("a certificate that isn't trusted leads to where one is added", () => {
  expect(after([notSent("tls")])).toBe("certificate");
});

test("a refusal leads to the credentials", () => {
  expect(after([answered(401)], "failed")).toBe("credentials");
  expect(after([answered(403)])).toBe("credentials");
});

test("what could not be read or fetched leads to its own place", () => {
  expect(after([notSent("secret")])).toBe("secret");
  expect(after([notSent("access")])).toBe("access");
});

test("the last attempt counts, and nothing is to mend once it got through", () => {
  expect(after([notSent("tls"), answered(503)])).toBeNull();
  expect(after([answered(401), answered(200)], "succeeded")).toBeNull();
  expect(after([])).toBeNull();
});

test("other troubles are not in the destination's form", () => {
  for (const fault of ["dns", "connect", "timeout", "reset", "offline"] as const) {
    expect(after([notSent(fault)])).toBeNull();
  }
  expect(after([answered(410)], "failed")).toBeNull();
});
