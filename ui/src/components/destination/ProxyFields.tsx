import { TagsInput, TextInput } from "@mantine/core";
import type { GetInputPropsReturnType } from "@mantine/form";
import type { ReactNode } from "react";
import { words } from "../../model/en";
import { formCss, Wide } from "../shared/FormGrid";

interface ProxyFieldsProps {
  /** What ties each field to its form. */
  field: (name: "address" | "user" | "except") => GetInputPropsReturnType;
  /** The field of the password. */
  password: ReactNode;
}

/** A proxy that a person types. */
export function ProxyFields({ field, password }: ProxyFieldsProps) {
  return (
    <>
      <TextInput
        className={formCss.mono}
        label={words.access.proxyAddress}
        description={words.access.proxyAddressHint}
        spellCheck={false}
        {...field("address")}
      />
      <TextInput label={words.access.proxyUser} autoComplete="off" {...field("user")} />
      {password}
      <Wide>
        <TagsInput
          label={words.access.proxyExcept}
          description={words.access.proxyExceptHint}
          {...field("except")}
        />
      </Wide>
    </>
  );
}
