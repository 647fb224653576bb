import { Textarea, type TextareaProps } from "@mantine/core";
import { formCss } from "./FormGrid";

/** A field for several lines that a machine reads, such as a key; it grows with what is in it. */
export function CodeArea(field: TextareaProps) {
  return <Textarea className={formCss.mono} autosize spellCheck={false} {...field} />;
}
