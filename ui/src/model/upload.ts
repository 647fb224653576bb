import type { Request } from "../bindings/Request";
import type { SentFile } from "../bindings/SentFile";
import type { Upload } from "../bindings/Upload";
import { words } from "./en";

/** The content of a request, as it may be looked at. */
export function contentText({ body, upload }: Request): string {
  return upload ? uploadText(upload) : (body ?? "");
}

/** Content that is read from disk, as lines to be looked at. */
export function uploadText(upload: Upload): string {
  if (upload.type === "file") return words.uploads.file(pathOf(upload.file), upload.file.size);
  const lines = upload.parts.map((part) =>
    part.type === "field"
      ? words.uploads.field(part.name, part.value)
      : words.uploads.fileOf(part.name, pathOf(part.file), part.content_type, part.file.size),
  );
  return lines.join("\n");
}

function pathOf({ folder, path }: SentFile): string {
  return `${folder.replace(/\/$/, "")}/${path}`;
}
