import { requests } from "./requests";

/** What is to be imported: the text of a file, or nothing yet. */
export interface ImportRequest {
  text: string;
}

const importing = requests<ImportRequest>();

/** Opens the import; with a text that was dropped or pasted it is looked into at once. */
export function askForImport(text = ""): void {
  importing.ask({ text });
}

/** Closes the import. */
export const endImport = importing.end;

/** What is to be imported at the moment. */
export const useImportRequest = importing.use;
