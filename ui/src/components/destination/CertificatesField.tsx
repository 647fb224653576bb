import type { TextareaProps } from "@mantine/core";
import { CodeArea } from "../shared/CodeArea";
import { Wide } from "../shared/FormGrid";

/** Certificates as text, over both columns. */
export function CertificatesField(field: TextareaProps) {
  return (
    <Wide>
      <CodeArea minRows={2} maxRows={8} {...field} />
    </Wide>
  );
}
