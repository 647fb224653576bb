import { Textarea, type TextareaProps } from "@mantine/core";
import { formCss, Wide } from "../shared/FormGrid";

/** Certificates as text, over both columns. */
export function CertificatesField(field: TextareaProps) {
  return (
    <Wide>
      <Textarea
        className={formCss.mono}
        autosize
        minRows={2}
        maxRows={8}
        spellCheck={false}
        {...field}
      />
    </Wide>
  );
}
