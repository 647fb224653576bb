import { Checkbox, Input, Select, TextInput } from "@mantine/core";
import type { Callers } from "../../bindings/Callers";
import type { InboundStatus } from "../../bindings/InboundStatus";
import type { Method } from "../../bindings/Method";
import { words } from "../../model/en";
import { useStatus } from "../../state/queries";
import { CopyButton } from "../shared/CopyButton";
import { FormGrid, formCss, Wide } from "../shared/FormGrid";
import { Note } from "../shared/Note";
import { NumberField } from "../shared/NumberField";
import type { AutomationForm } from "./form";
import { InboundCheckFields } from "./InboundCheckFields";
import css from "./InboundFields.module.css";

const METHODS: Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const CALLERS = Object.keys(words.incoming.callers) as Callers[];

interface InboundFieldsProps {
  form: AutomationForm;
  /** The automation that is edited, if it was saved once. */
  id: string | null;
}

/** Under which address this computer can be called, by whom, and what the caller hears. */
export function InboundFields({ form, id }: InboundFieldsProps) {
  const status = useStatus().data?.inbound;
  const { callers, check } = form.values.inbound;
  const open = callers === "network" && check === "none";
  return (
    <FormGrid>
      <Wide>
        <AddressField form={form} base={baseOf(status, callers)} />
      </Wide>
      {status?.type === "unavailable" && (
        <Wide>
          <Note tone="waiting" icon="warn">
            {words.incoming.notListening(status.message)}
          </Note>
        </Wide>
      )}
      <MethodBoxes form={form} />
      <Select
        label={words.incoming.whoMayCall}
        data={CALLERS.map((value) => ({ value, label: words.incoming.callers[value] }))}
        {...form.getInputProps("inbound.callers")}
      />
      {open && (
        <Wide>
          <Note tone="waiting" icon="warn" role="status">
            {words.incoming.openToAll}
          </Note>
        </Wide>
      )}
      {callers === "network" && !open && (
        <Wide>
          <Note>{words.incoming.fromNetwork}</Note>
        </Wide>
      )}
      <InboundCheckFields form={form} id={id} />
      <NumberField
        label={words.incoming.replyStatus}
        allowDecimal={false}
        {...form.getInputProps("inbound.reply.status")}
      />
      <TextInput
        label={words.incoming.replyBody}
        placeholder={words.incoming.replyHint}
        {...form.getInputProps("inbound.reply.body")}
      />
    </FormGrid>
  );
}

/** What stands before the name: the network's address where the network may call. */
function baseOf(status: InboundStatus | undefined, callers: Callers): string | null {
  if (status?.type !== "listening") return null;
  return callers === "network" ? (status.network ?? status.address) : status.address;
}

function AddressField({ form, base }: { form: AutomationForm; base: string | null }) {
  const { name } = form.values.inbound;
  return (
    <div className={formCss.fields}>
      <TextInput
        className={`${formCss.grow} ${formCss.mono}`}
        label={words.incoming.name}
        description={words.incoming.nameHint}
        leftSection={base && <span className={css.base}>{base}</span>}
        leftSectionWidth="auto"
        classNames={{ wrapper: css.wrapper, input: css.input, section: css.section }}
        style={{ "--base": `${base?.length ?? 0}ch` }}
        spellCheck={false}
        {...form.getInputProps("inbound.name")}
      />
      {base && (
        <div className={css.copy}>
          <CopyButton text={`${base}${name}`} label={words.incoming.copyAddress} size="sm" />
        </div>
      )}
    </div>
  );
}

function MethodBoxes({ form }: { form: AutomationForm }) {
  const { methods } = form.values.inbound;
  const toggle = (method: Method, wanted: boolean) =>
    form.setFieldValue(
      "inbound.methods",
      METHODS.filter((one) => (one === method ? wanted : methods.includes(one))),
    );
  return (
    <Input.Wrapper
      label={words.incoming.methods}
      labelElement="div"
      error={form.errors["inbound.methods"]}
      role="group"
      aria-label={words.incoming.methods}
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
