import { TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { ReactNode } from "react";
import type { Destination } from "../../bindings/Destination";
import type { DestinationDraft } from "../../model/destination-draft";
import { words } from "../../model/en";
import { Card } from "../shared/Card";
import { FormGrid, formCss, Wide } from "../shared/FormGrid";
import { Icon } from "../shared/Icon";
import { Note } from "../shared/Note";
import { NumberField } from "../shared/NumberField";
import { PairRows } from "../shared/PairRows";
import css from "./DestinationForm.module.css";
import { HeaderSecretNote } from "./HeaderSecretNote";
import { MoreCard } from "./MoreCard";
import { OwnHooksSwitch } from "./OwnHooksSwitch";
import { SigningCard } from "./SigningCard";

interface DestinationFormProps {
  form: UseFormReturnType<DestinationDraft>;
  /** The destination as it is kept, unless it is new. */
  destination: Destination | null;
  /** Stands beside the name. */
  usedBy?: ReactNode;
  /** Of the Test inbox only the signing can be changed. */
  fixed?: boolean;
  /** Shows what few destinations need. */
  more?: boolean;
}

/** Where webhooks go, how they are signed, what they carry. */
export function DestinationForm(props: DestinationFormProps) {
  const { form, destination, usedBy, fixed = false, more = false } = props;
  const { address } = form.values;
  const secure = !address.startsWith("http://");
  return (
    <div className={css.cards}>
      <Card title={words.destinations.whereItGoes}>
        <FormGrid even>
          <Named wide={!usedBy}>
            <TextInput
              label={words.destinations.name}
              maxLength={80}
              disabled={fixed}
              {...form.getInputProps("name")}
            />
          </Named>
          {usedBy}
          <Wide>
            <TextInput
              className={formCss.mono}
              label={words.destinations.address}
              description={words.destinations.addressHint}
              leftSection={<Icon name={secure ? "lock" : "unlock"} />}
              disabled={fixed}
              spellCheck={false}
              {...form.getInputProps("address")}
            />
          </Wide>
          {!fixed && <OwnHooksSwitch form={form} />}
          {!secure && !isLocal(address) && (
            <Wide>
              <Note tone="waiting" icon="unlock">
                {words.destinations.notEncrypted}
              </Note>
            </Wide>
          )}
        </FormGrid>
      </Card>
      <SigningCard form={form} destination={destination} />
      {!fixed && <HeadersAndLimits form={form} destination={destination} />}
      {!fixed && <MoreCard form={form} destination={destination} wanted={more} />}
    </div>
  );
}

function HeadersAndLimits({
  form,
  destination,
}: Pick<DestinationFormProps, "form" | "destination">) {
  return (
    <Card title={words.destinations.headersAndLimits}>
      <FormGrid even>
        <Wide>
          <PairRows
            label={words.destinations.headers}
            path="headers"
            pairs={form.values.headers}
            onChange={(headers) => form.setFieldValue("headers", headers)}
            errors={form.errors}
            names={{
              name: words.send.headerName,
              value: words.send.headerValue,
              add: words.send.addHeader,
            }}
          />
        </Wide>
        <HeaderSecretNote form={form} destination={destination} />
        <NumberField
          label={words.destinations.parallel}
          unit={words.destinations.deliveries}
          description={words.destinations.parallelHint}
          allowDecimal={false}
          {...form.getInputProps("parallel")}
        />
        <NumberField
          label={words.limits.toDestination}
          unit={words.limits.toDestinationUnit}
          placeholder={words.limits.none}
          description={words.limits.toDestinationHint}
          allowDecimal={false}
          {...form.getInputProps("limits.per_minute")}
        />
      </FormGrid>
    </Card>
  );
}

function Named({ wide, children }: { wide: boolean; children: ReactNode }) {
  return wide ? <Wide>{children}</Wide> : children;
}

function isLocal(address: string): boolean {
  return /^http:\/\/(localhost|127\.|\[::1\])/.test(address);
}
