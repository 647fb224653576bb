/** Files that are sent as they are, alone or in a form. */

import { number } from "./format";

const KB = 1000;
const MB = 1_000_000;

function size(bytes: number): string {
  if (bytes < KB) return bytes === 1 ? "1 byte" : `${bytes} bytes`;
  if (bytes < MB) return `${number.format(Math.round(bytes / KB))} KB`;
  return `${number.format(Math.round(bytes / (MB / 10)) / 10)} MB`;
}

export const uploads = {
  contentType: "Content type",
  contentTypeByName: "By the ending of its name",
  maxFile: "Largest file",
  maxFiles: "Files together at most",
  mb: "MB",
  fileHint:
    "The file is read while it is sent. If it changes or goes away after the event, it is not sent, and the log says so.",
  parts: "Fields and files",
  fieldName: "Name",
  value: "Value",
  theFile: "The file of the event",
  addField: "Add field",
  addFile: "Add the file",
  removePart: "Remove this line",
  partName: (n: number) => `Name ${n}`,
  partValue: (n: number) => `Value ${n}`,
  onTheWay: "Compression",
  gzip: "Compress the content (gzip)",
  gzipHint:
    "For receivers that unpack it. The signature covers the content before it is compressed.",
  file: (path: string, bytes: number) => `${path} (${size(bytes)})`,
  field: (name: string, value: string) => `${name}: ${value}`,
  fileOf: (name: string, path: string, type: string, bytes: number) =>
    `${name}: ${path} (${size(bytes)}, ${type})`,
  readWhenSent: "Read from disk while it is sent.",
};
