import { expect, test } from "vitest";
import type { SentFile } from "../bindings/SentFile";
import { uploadText } from "./upload";

const file: SentFile = {
  folder: "/in/",
  path: "2026/a.pdf",
  path_bytes_base64: null,
  size: 184_320,
  modified: "2026-11-23T13:28:01.000Z",
};

test("a file is told by its path and size", () => {
  expect(uploadText({ type: "file", file })).toBe("/in/2026/a.pdf (184 KB)");
});

test("a form is told line by line", () => {
  const text = uploadText({
    type: "multipart",
    boundary: "line",
    parts: [
      { type: "field", name: "note", value: "hello" },
      { type: "file", name: "file", content_type: "application/pdf", file },
    ],
  });
  expect(text).toBe("note: hello\nfile: /in/2026/a.pdf (184 KB, application/pdf)");
});
