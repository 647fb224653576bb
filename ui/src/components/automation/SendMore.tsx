import { Button, NumberInput, Select, TextInput } from "@mantine/core";
import { type Ref, useEffect, useRef, useState } from "react";
import { words } from "../../model/en";
import { type SendDraft, USUAL_ANSWERS, USUAL_SUCCESS } from "../../model/send-draft";
import { ORDERS, type SendRulesDraft, SPANS } from "../../model/send-rules-draft";
import { FormGrid, formCss } from "../shared/FormGrid";
import { Icon } from "../shared/Icon";
import { StatusesField } from "../shared/StatusesField";
import { SwitchField } from "../shared/SwitchField";
import type { AutomationForm } from "./form";
import css from "./LimitFields.module.css";
import { NotifyField } from "./NotifyField";

interface SendMoreProps {
  form: AutomationForm;
  index: number;
}

/** The fields that are here. */
const OWN = ["order", "order_key", "useless_after", "success_on", "retry_on"];

/** A key as one might have it, by what starts the automation. */
const KEYS = {
  file: "{{ file.folder }}",
  schedule: "{{ automation.name }}",
  inbound: "{{ inbound.body.order }}",
  manual: "{{ data.customer }}",
};

/**
 * What few sends need: in which order they go, for how long they are of use, which answers count as
 * success and after which they are tried again, and compressing. With the last of them, whether the
 * desktop is told of all.
 */
export function SendMore({ form, index }: SendMoreProps) {
  const at = `sends.${index}`;
  const send = form.values.sends[index];
  const last = index === form.values.sends.length - 1;
  const used = (send && inUse(send)) || (last && form.values.notify_delivered);
  // What was unfolded to begin with does not fold up under the hand that turns it off.
  const [unfolded] = useState(used);
  const [opened, setOpened] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  // The button that opens it is gone then; the keyboard goes on in what it opened.
  useEffect(() => {
    if (opened) first.current?.focus();
  }, [opened]);
  const broken = OWN.some((name) => `${at}.${name}` in form.errors);
  if (!send) return null;
  if (!opened && !unfolded && !used && !broken) {
    return (
      <Button
        className={css.open}
        size="xs"
        variant="link"
        leftSection={<Icon name="down" size={14} />}
        aria-expanded={false}
        onClick={() => setOpened(true)}
      >
        {words.send.more}
      </Button>
    );
  }
  return (
    <div className={css.limits} role="group" aria-label={words.send.moreWords}>
      <FormGrid>
        <OrderFields form={form} index={index} send={send} first={first} />
        <Usefulness form={form} at={at} />
        <StatusesField
          label={words.send.successOn}
          description={words.send.successOnHint}
          field={form.getInputProps(`${at}.success_on`)}
        />
        {send.retry !== "never" && (
          <StatusesField
            label={words.send.retryOn}
            description={words.send.retryOnHint}
            field={form.getInputProps(`${at}.retry_on`)}
          />
        )}
        {send.body !== "none" && (
          <SwitchField
            label={words.uploads.onTheWay}
            description={words.uploads.gzipHint}
            on={words.uploads.gzip}
            field={form.getInputProps(`${at}.gzip`, { type: "checkbox" })}
          />
        )}
        {last && <NotifyField form={form} />}
      </FormGrid>
    </div>
  );
}

function inUse({ order, useless_after, gzip, retry_on, success_on }: SendDraft): boolean {
  const answers = retry_on !== USUAL_ANSWERS || success_on !== USUAL_SUCCESS;
  return order !== "any" || useless_after !== "" || gzip || answers;
}

interface OrderFieldsProps extends SendMoreProps {
  send: SendRulesDraft;
  first: Ref<HTMLInputElement>;
}

/** In which order deliveries go; per file only where there are files. */
function OrderFields({ form, index, send, first }: OrderFieldsProps) {
  const at = `sends.${index}`;
  const orders = ORDERS.filter(
    (order) => order !== "file" || form.values.when === "file" || send.order === "file",
  );
  return (
    <>
      <Select
        ref={first}
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
          description={words.send.orderKeyHint(KEYS[form.values.when])}
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
  return (
    <NumberInput
      classNames={{ wrapper: formCss.number }}
      label={words.send.uselessAfter}
      description={words.send.uselessHint}
      placeholder={words.send.never}
      allowNegative={false}
      allowDecimal={false}
      inputContainer={(input) => (
        <div className={formCss.fields}>
          {input}
          <Select
            w={120}
            aria-label={words.send.uselessUnit}
            data={SPANS.map((value) => ({ value, label: words.send.spans[value] }))}
            allowDeselect={false}
            {...form.getInputProps(`${at}.useless_unit`)}
          />
        </div>
      )}
      {...form.getInputProps(`${at}.useless_after`)}
    />
  );
}
