import { describe, expect, test } from "vitest";
import { layOut } from "./code";

const shown = (text: string) =>
  layOut(text)
    .map((token) => token.text)
    .join("");

describe("JSON that is shown", () => {
  test("stands over lines", () => {
    expect(shown('{"a":1,"b":[true,{"c":"x"}]}')).toBe(
      '{\n  "a": 1,\n  "b": [\n    true,\n    {\n      "c": "x"\n    }\n  ]\n}',
    );
  });

  test("keeps numbers as they were written", () => {
    expect(shown('{"total":249.00,"id":12345678901234567890}')).toBe(
      '{\n  "total": 249.00,\n  "id": 12345678901234567890\n}',
    );
  });

  test("keeps empty lists and objects on one line", () => {
    expect(shown('{"a":[],"b":{}}')).toBe('{\n  "a": [],\n  "b": {}\n}');
  });

  test("keeps marks and quotes inside of text", () => {
    expect(shown('{"a":"x, {y}: \\"z\\""}')).toBe('{\n  "a": "x, {y}: \\"z\\""\n}');
  });

  test("tells keys from text", () => {
    const kinds = layOut('{"a":"a"}').filter((token) => token.text === '"a"');
    expect(kinds.map((token) => token.kind)).toEqual(["key", "string"]);
  });

  test("is left alone when it is no JSON", () => {
    expect(layOut("a=1&b=2")).toEqual([{ kind: "plain", text: "a=1&b=2" }]);
  });
});
