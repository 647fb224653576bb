import { ActionIcon, Button, Input, Select, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import type { Body } from "../../bindings/Body";
import type { CloudEventMode } from "../../bindings/CloudEventMode";
import type { Destination } from "../../bindings/Destination";
import type { Retry } from "../../bindings/Retry";
import { words } from "../../model/en";
import { OWN_METHOD, SEND_METHODS } from "../../model/send-draft";
import { triesInWords } from "../../model/tries";
import { useDestinations } from "../../state/queries";
import type { Trial } from "../../state/trial";
import { Card } from "../shared/Card";
import { FormGrid, formCss, Wide } from "../shared/FormGrid";
import { Icon } from "../shared/Icon";
import { Note } from "../shared/Note";
import { NumberField } from "../shared/NumberField";
import { PairRows } from "../shared/PairRows";
import { BodyFields } from "./BodyFields";
import type { AutomationForm } from "./form";
import { SendMore } from "./SendMore";
import { SigningView } from "./SigningView";

const BODIES = Object.keys(words.send.bodies) as Body["type"][];
const MODES = Object.keys(words.send.modes) as CloudEventMode[];
const METHODS = [...SEND_METHODS, { value: OWN_METHOD, label: words.send.ownMethod }];
const RETRIES = Object.keys(words.send.retries) as Retry["type"][];
/** Stands in the list of destinations for the one that is still to be made. */
const NEW = "new";

interface SendCardProps {
  form: AutomationForm;
  index: number;
  trial: Trial;
  onNewDestination: () => void;
  /** Adds one more destination. */
  onAnother?: () => void;
  /** Takes this one away. */
  onRemove?: () => void;
}

/** One destination of an automation, with what it gets. */
export function SendCard(props: SendCardProps) {
  const { form, index, trial, onNewDestination, onAnother, onRemove } = props;
  const destinations = useDestinations().data ?? [];
  const at = `sends.${index}`;
  const send = form.values.sends[index];
  const all = form.values.sends.length;
  if (!send) return null;
  const found = destinations.find((one) => one.destination.id === send.destination);
  const tries = trial.preview?.tries[index];
  return (
    <Card
      title={all === 1 ? words.builder.send : words.builder.sendOf(index + 1, all)}
      tools={<Tools onAnother={onAnother} onRemove={onRemove} />}
    >
      <FormGrid>
        <DestinationChoice form={form} index={index} onNew={onNewDestination} />
        <Target form={form} index={index} destination={found?.destination} />
        <Warnings trial={trial} index={index} />
        <Select
          label={words.send.body}
          data={BODIES.map((value) => ({ value, label: words.send.bodies[value] }))}
          {...form.getInputProps(`${at}.body`)}
        />
        <SigningView destination={found?.destination} />
        {send.body === "cloud_events" && (
          <>
            <Select
              label={words.send.mode}
              data={MODES.map((value) => ({ value, label: words.send.modes[value] }))}
              allowDeselect={false}
              {...form.getInputProps(`${at}.cloud_events`)}
            />
            <span />
          </>
        )}
        <BodyFields form={form} index={index} trial={trial} />
        <Select
          label={words.send.retry}
          description={tries && triesInWords(tries)}
          data={RETRIES.map((value) => ({ value, label: words.send.retries[value] }))}
          {...form.getInputProps(`${at}.retry`)}
        />
        <NumberField
          label={words.send.timeout}
          unit={words.send.seconds}
          allowDecimal={false}
          {...form.getInputProps(`${at}.timeout_seconds`)}
        />
        {send.retry === "own" && (
          <Wide>
            <TextInput
              className={formCss.mono}
              label={words.send.delays}
              description={words.send.delaysHint}
              {...form.getInputProps(`${at}.delays`)}
            />
          </Wide>
        )}
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
      </FormGrid>
      <SendMore form={form} index={index} />
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

interface TargetProps {
  form: AutomationForm;
  index: number;
  destination: Destination | undefined;
}

/** Method and path; the address they belong to is the destination's and stands under them. */
function Target({ form, index, destination }: TargetProps) {
  const at = `sends.${index}`;
  const own = form.values.sends[index]?.method === OWN_METHOD;
  return (
    <Input.Wrapper
      label={words.send.methodAndPath}
      labelElement="div"
      description={destination && words.send.pathHint(destination.settings.address)}
    >
      <div className={own ? formCss.wrapping : formCss.fields}>
        <Select
          w={112}
          aria-label={words.send.method}
          data={METHODS}
          {...form.getInputProps(`${at}.method`)}
        />
        {own && (
          <TextInput
            w={112}
            className={formCss.mono}
            aria-label={words.send.ownMethodName}
            placeholder="PURGE"
            spellCheck={false}
            {...form.getInputProps(`${at}.own_method`)}
          />
        )}
        <TextInput
          className={`${formCss.grow} ${formCss.mono}`}
          aria-label={words.send.path}
          spellCheck={false}
          {...form.getInputProps(`${at}.path`)}
        />
      </div>
    </Input.Wrapper>
  );
}

/** What the runner finds good to know about where it goes. */
function Warnings({ trial, index }: { trial: Trial; index: number }) {
  const all = trial.preview?.warnings ?? [];
  const own = all.filter(({ field }) => field.startsWith(`sends[${index}]`));
  if (own.length === 0) return null;
  return (
    <Wide>
      {own.map(({ message }) => (
        <Note key={message} tone="waiting" icon="warn" role="status">
          {message}
        </Note>
      ))}
    </Wide>
  );
}
