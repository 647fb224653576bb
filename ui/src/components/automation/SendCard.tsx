import { ActionIcon, Button, Select, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { Body } from "../../bindings/Body";
import type { Retry } from "../../bindings/Retry";
import { words } from "../../model/en";
import { useDestinations } from "../../state/queries";
import { Card } from "../shared/Card";
import { FormGrid, formCss, Wide } from "../shared/FormGrid";
import { Icon } from "../shared/Icon";
import { NumberField } from "../shared/NumberField";
import { PairRows } from "../shared/PairRows";
import { BodyFields } from "./BodyFields";
import type { AutomationForm } from "./form";
import { METHODS } from "./InboundFields";

const BODIES = Object.keys(words.send.bodies) as Body["type"][];
const RETRIES = Object.keys(words.send.retries) as Retry["type"][];
/** Stands in the list of destinations for the one that is still to be made. */
const NEW = "new";

interface SendCardProps {
  form: AutomationForm;
  index: number;
  fields: string[];
  onNewDestination: () => void;
  /** Adds one more destination. */
  onAnother?: () => void;
  /** Takes this one away. */
  onRemove?: () => void;
}

/** One destination of an automation, with what it gets. */
export function SendCard(props: SendCardProps) {
  const { form, index, fields, onNewDestination, onAnother, onRemove } = props;
  const at = `sends.${index}`;
  const send = form.values.sends[index];
  const all = form.values.sends.length;
  if (!send) return null;
  return (
    <Card
      title={all === 1 ? words.builder.send : words.builder.sendOf(index + 1, all)}
      tools={<Tools onAnother={onAnother} onRemove={onRemove} />}
    >
      <FormGrid>
        <DestinationChoice form={form} index={index} onNew={onNewDestination} />
        <div className={formCss.fields}>
          <Select
            w={104}
            label={words.send.method}
            data={METHODS}
            {...form.getInputProps(`${at}.method`)}
          />
          <TextInput
            className={`${formCss.grow} ${formCss.mono}`}
            label={words.send.path}
            spellCheck={false}
            {...form.getInputProps(`${at}.path`)}
          />
        </div>
        <Select
          label={words.send.body}
          data={BODIES.map((value) => ({ value, label: words.send.bodies[value] }))}
          {...form.getInputProps(`${at}.body`)}
        />
        <Select
          label={words.send.retry}
          data={RETRIES.map((value) => ({ value, label: words.send.retries[value] }))}
          {...form.getInputProps(`${at}.retry`)}
        />
        <BodyFields form={form} index={index} fields={fields} />
        <Wide>
          <PairRows
            label={words.send.headers}
            path={`${at}.headers`}
            pairs={send.headers}
            onChange={(headers) => form.setFieldValue(`${at}.headers`, headers)}
            errors={form.errors}
            names={{
              name: words.send.headerName,
              value: words.send.headerValue,
              add: words.send.addHeader,
            }}
          />
        </Wide>
        <NumberField
          label={words.send.timeout}
          unit={words.send.seconds}
          allowDecimal={false}
          {...form.getInputProps(`${at}.timeout_seconds`)}
        />
        {send.retry === "own" && (
          <TextInput
            className={formCss.mono}
            label={words.send.delays}
            description={words.send.delaysHint}
            {...form.getInputProps(`${at}.delays`)}
          />
        )}
      </FormGrid>
    </Card>
  );
}

function Tools({ onAnother, onRemove }: Pick<SendCardProps, "onAnother" | "onRemove">): ReactNode {
  return (
    <>
      {onAnother && (
        <Button
          size="xs"
          variant="quiet"
          leftSection={<Icon name="plus" size={14} />}
          onClick={onAnother}
        >
          {words.builder.another}
        </Button>
      )}
      {onRemove && (
        <ActionIcon size="xs" aria-label={words.builder.removeSend} onClick={onRemove}>
          <Icon name="x" />
        </ActionIcon>
      )}
    </>
  );
}

interface DestinationChoiceProps {
  form: AutomationForm;
  index: number;
  onNew: () => void;
}

function DestinationChoice({ form, index, onNew }: DestinationChoiceProps) {
  const destinations = useDestinations().data ?? [];
  const path = `sends.${index}.destination`;
  const options = destinations.map(({ destination }) => ({
    value: destination.id,
    label: destination.settings.name,
  }));
  return (
    <Select
      label={words.send.destination}
      placeholder={words.send.choose}
      leftSection={<Icon name="destination" />}
      {...form.getInputProps(path)}
      data={[...options, { value: NEW, label: words.send.newDestination }]}
      onChange={(value) => (value === NEW ? onNew() : form.setFieldValue(path, value))}
    />
  );
}
