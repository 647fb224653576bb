import { describe, expect, test } from "vitest";
import type { InboxRequest } from "../bindings/InboxRequest";
import { rawOf, subjectOf } from "./inbox";

const request = (body: string) =>
  ({ body, method: "POST", target: "/test-inbox?a=1" }) as InboxRequest;

describe("what a received request is about", () => {
  test.each([
    ['{"type":"file.added","data":{"name":"a.pdf"}}', "a.pdf", "file.added"],
    ['{"type":"manual.run","data":{}}', "Run by hand", "manual.run"],
    ['{"type":"shop.sold"}', "shop.sold", "shop.sold"],
    ['{"type":7}', "/test-inbox?a=1", "POST"],
    ["[1]", "/test-inbox?a=1", "POST"],
    ["no json", "/test-inbox?a=1", "POST"],
    ["", "/test-inbox?a=1", "POST"],
  ])("%s is %s of the kind %s", (body, title, kind) => {
    expect(subjectOf(request(body))).toEqual({ title, kind });
  });
});

test("a request is written as it stood on the wire", () => {
  const headers: [string, string][] = [
    ["host", "127.0.0.1"],
    ["x-a", "b"],
  ];
  expect(rawOf({ ...request("{}"), headers })).toBe(
    "POST /test-inbox?a=1 HTTP/1.1\nhost: 127.0.0.1\nx-a: b\n\n{}",
  );
});
