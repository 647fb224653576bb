import { Button, Input, NumberInput, Select, TextInput } from "@mantine/core";
import { useId, useState } from "react";
import { words } from "../../model/en";
import { ORDERS, type SendRulesDraft, SPANS } from "../../model/send-rules-draft";
import { FormGrid, formCss } from "../shared/FormGrid";
import type { AutomationForm } from "./form";
import css from "./LimitFields.module.css";

interface SendMoreProps {
  form: AutomationForm;
  index: number;
}

/** What few sends need: in which order they go, and for how long they are of use. */
export function SendMore({ form, index }: SendMoreProps) {
  const at = `sends.${index}`;
  const send = form.values.sends[index];
  const [opened, setOpened] = useState(false);
  const own = [`${at}.order`, `${at}.order_key`, `${at}.useless_after`];
  const broken = own.some((path) => path in form.errors);
  if (!send) return null;
  if (!opened && !inUse(send) && !broken) {
    return (
      <Button className={css.open} size="xs" variant="quiet" onClick={() => setOpened(true)}>
        {words.send.more}
      </Button>
    );
  }
  return (
    <div className={css.limits} role="group" aria-label={words.send.moreWords}>
      <FormGrid>
        <OrderFields form={form} index={index} send={send} />
        <Usefulness form={form} at={at} />
      </FormGrid>
    </div>
  );
}

function inUse({ order, useless_after }: SendRulesDraft): boolean {
  return order !== "any" || useless_after !== "";
}

/** In which order deliveries go; per file only where there are files. */
function OrderFields({ form, index, send }: SendMoreProps & { send: SendRulesDraft }) {
  const at = `sends.${index}`;
  const orders = ORDERS.filter(
    (order) => order !== "file" || form.values.when === "file" || send.order === "file",
  );
  return (
    <>
      <Select
        label={words.send.order}
        description={words.send.orderHints[send.order]}
        data={orders.map((value) => ({ value, label: words.send.orders[value] }))}
        allowDeselect={false}
        {...form.getInputProps(`${at}.order`)}
      />
      {send.order === "key" ? (
        <TextInput
          className={formCss.mono}
          label={words.send.orderKey}
          description={words.send.orderKeyHint}
          spellCheck={false}
          {...form.getInputProps(`${at}.order_key`)}
        />
      ) : (
        <span />
      )}
    </>
  );
}

function Usefulness({ form, at }: { form: AutomationForm; at: string }) {
  const id = useId();
  const { error, ...number } = form.getInputProps(`${at}.useless_after`);
  return (
    <Input.Wrapper
      id={id}
      label={words.send.uselessAfter}
      description={words.send.uselessHint}
      error={error}
    >
      <div className={formCss.fields}>
        <NumberInput
          id={id}
          className={formCss.number}
          placeholder={words.send.never}
          allowNegative={false}
          allowDecimal={false}
          error={Boolean(error)}
          {...number}
        />
        <Select
          w={120}
          aria-label={words.send.uselessUnit}
          data={SPANS.map((value) => ({ value, label: words.send.spans[value] }))}
          allowDeselect={false}
          {...form.getInputProps(`${at}.useless_unit`)}
        />
      </div>
    </Input.Wrapper>
  );
}
