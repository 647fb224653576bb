import { Checkbox, Input, TextInput } from "@mantine/core";
import type { Method } from "../../bindings/Method";
import { words } from "../../model/en";
import { useStatus } from "../../state/queries";
import { CopyButton } from "../shared/CopyButton";
import { FormGrid, formCss, Wide } from "../shared/FormGrid";
import { Note } from "../shared/Note";
import { NumberField } from "../shared/NumberField";
import type { AutomationForm } from "./form";
import css from "./InboundFields.module.css";

export const METHODS: Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];

interface InboundFieldsProps {
  form: AutomationForm;
}

/** Under which address this computer can be called, and what the caller hears. */
export function InboundFields({ form }: InboundFieldsProps) {
  const inbound = useStatus().data?.inbound;
  const base = inbound?.type === "listening" ? inbound.address : null;
  const { name } = form.values.inbound;
  return (
    <FormGrid>
      <Wide>
        <div className={formCss.fields}>
          <TextInput
            className={`${formCss.grow} ${formCss.mono}`}
            label={words.when.hookName}
            description={words.when.hookHint}
            leftSection={base && <span className={css.base}>{base}</span>}
            leftSectionWidth="auto"
            classNames={{ wrapper: css.wrapper, input: css.input, section: css.section }}
            style={{ "--base": `${base?.length ?? 0}ch` }}
            spellCheck={false}
            {...form.getInputProps("inbound.name")}
          />
          {base && (
            <div className={css.copy}>
              <CopyButton text={`${base}${name}`} label={words.when.copyHook} size="sm" />
            </div>
          )}
        </div>
      </Wide>
      {inbound?.type === "unavailable" && (
        <Wide>
          <Note tone="waiting" icon="warn">
            {`${words.when.notListening} ${inbound.message}`}
          </Note>
        </Wide>
      )}
      <Wide>
        <MethodBoxes form={form} />
      </Wide>
      <NumberField
        label={words.when.replyStatus}
        allowDecimal={false}
        {...form.getInputProps("inbound.reply.status")}
      />
      <TextInput
        label={words.when.replyBody}
        placeholder={words.when.replyHint}
        {...form.getInputProps("inbound.reply.body")}
      />
    </FormGrid>
  );
}

function MethodBoxes({ form }: InboundFieldsProps) {
  const { methods } = form.values.inbound;
  const toggle = (method: Method, wanted: boolean) =>
    form.setFieldValue(
      "inbound.methods",
      METHODS.filter((one) => (one === method ? wanted : methods.includes(one))),
    );
  return (
    <Input.Wrapper
      label={words.when.methods}
      labelElement="div"
      error={form.errors["inbound.methods"]}
      role="group"
      aria-label={words.when.methods}
    >
      <div className={formCss.line} data-path="inbound.methods">
        {METHODS.map((method) => (
          <Checkbox
            key={method}
            label={method}
            checked={methods.includes(method)}
            onChange={(event) => toggle(method, event.currentTarget.checked)}
          />
        ))}
      </div>
    </Input.Wrapper>
  );
}
