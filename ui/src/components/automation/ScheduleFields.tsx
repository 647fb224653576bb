import { Checkbox, Input, Select, TextInput } from "@mantine/core";
import { useMemo } from "react";
import type { IntervalUnit } from "../../bindings/IntervalUnit";
import type { Schedule } from "../../bindings/Schedule";
import type { Weekday } from "../../bindings/Weekday";
import type { WhenMissed } from "../../bindings/WhenMissed";
import { words } from "../../model/en";
import { timeOfDay } from "../../model/schedule-draft";
import { FormGrid, formCss, Wide } from "../shared/FormGrid";
import { NumberField } from "../shared/NumberField";
import type { AutomationForm } from "./form";
import { NextRuns } from "./NextRuns";

const REPEATS = Object.keys(words.when.repeats) as Schedule["type"][];
const UNITS = Object.keys(words.units) as IntervalUnit[];
const DAYS = Object.keys(words.weekdays) as Weekday[];
const RULES = Object.keys(words.when.missedRules) as WhenMissed["type"][];

interface ScheduleFieldsProps {
  form: AutomationForm;
}

/** At what times it runs. */
export function ScheduleFields({ form }: ScheduleFieldsProps) {
  const { schedule } = form.values;
  const zones = useMemo(() => timeZones(schedule.time_zone), [schedule.time_zone]);
  return (
    <FormGrid>
      <Select
        label={words.when.repeat}
        data={REPEATS.map((value) => ({ value, label: words.when.repeats[value] }))}
        {...form.getInputProps("schedule.repeat")}
      />
      <Details form={form} />
      {schedule.repeat === "weekly" && (
        <Wide>
          <Days form={form} />
        </Wide>
      )}
      <Select
        label={words.when.timeZone}
        data={zones}
        searchable
        {...form.getInputProps("schedule.time_zone")}
      />
      <Select
        label={words.when.missed}
        data={RULES.map((value) => ({ value, label: words.when.missedRules[value] }))}
        {...form.getInputProps("schedule.missed")}
      />
      {schedule.missed === "run_all" && (
        <NumberField
          label={words.when.within}
          unit={words.when.minutes}
          allowDecimal={false}
          {...form.getInputProps("schedule.within_minutes")}
        />
      )}
      <Wide>
        <NextRuns draft={form.values} />
      </Wide>
    </FormGrid>
  );
}

/** What the chosen kind of repeating needs to know. */
function Details({ form }: ScheduleFieldsProps) {
  const at = (
    <TextInput
      w={96}
      label={words.when.at}
      placeholder={words.when.atExample}
      maxLength={5}
      {...form.getInputProps("schedule.at")}
      onBlur={() => form.setFieldValue("schedule.at", timeOfDay)}
    />
  );
  switch (form.values.schedule.repeat) {
    case "every":
      return (
        <div className={formCss.fields}>
          <NumberField
            label={words.when.every}
            allowDecimal={false}
            {...form.getInputProps("schedule.n")}
          />
          <Select
            className={formCss.grow}
            label={words.when.unit}
            data={UNITS.map((value) => ({ value, label: words.units[value] }))}
            {...form.getInputProps("schedule.unit")}
          />
        </div>
      );
    case "monthly":
      return (
        <div className={formCss.fields}>
          <NumberField
            label={words.when.dayOfMonth}
            description={words.when.dayHint}
            allowDecimal={false}
            {...form.getInputProps("schedule.day")}
          />
          {at}
        </div>
      );
    case "cron":
      return (
        <TextInput
          className={formCss.mono}
          label={words.when.cron}
          description={words.when.cronHint}
          spellCheck={false}
          {...form.getInputProps("schedule.expression")}
        />
      );
    case "daily":
    case "weekly":
      return at;
  }
}

function Days({ form }: ScheduleFieldsProps) {
  const { days } = form.values.schedule;
  const toggle = (day: Weekday, wanted: boolean) =>
    form.setFieldValue(
      "schedule.days",
      DAYS.filter((one) => (one === day ? wanted : days.includes(one))),
    );
  return (
    <Input.Wrapper
      label={words.when.days}
      labelElement="div"
      error={form.errors["schedule.days"]}
      role="group"
      aria-label={words.when.days}
    >
      <div className={formCss.line} data-path="schedule.days">
        {DAYS.map((day) => (
          <Checkbox
            key={day}
            label={words.weekdays[day]}
            checked={days.includes(day)}
            onChange={(event) => toggle(day, event.currentTarget.checked)}
          />
        ))}
      </div>
    </Input.Wrapper>
  );
}

/** Every time zone this system knows, and the one that is set even if it is not among them. */
function timeZones(present: string): string[] {
  return [...new Set(["UTC", ...Intl.supportedValuesOf("timeZone"), present])].sort();
}
