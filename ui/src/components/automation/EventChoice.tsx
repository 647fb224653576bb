import { Select } from "@mantine/core";
import type { SampleChoice } from "../../bindings/SampleChoice";
import type { SampleSource } from "../../bindings/SampleSource";
import { words } from "../../model/en";
import { moment } from "../../model/time";
import type { Trial } from "../../state/trial";

interface EventChoiceProps {
  trial: Trial;
}

/** Which event the settings are tried on. */
export function EventChoice({ trial }: EventChoiceProps) {
  const { choices, source, choose, settings } = trial;
  const own = choices[0]?.automation;
  const shared = choices.some((choice) => choice.automation !== own && choice.automation_name);
  const options = [
    ...choices.map((choice) => ({ value: choice.event, label: labelOf(choice, shared) })),
    { value: "made_up", label: words.preview.madeUp },
    ...(source?.type === "edited" ? [{ value: "edited", label: words.preview.edited }] : []),
  ];
  const take = (value: string | null) => {
    const choice = choices.find((one) => one.event === value);
    if (choice) {
      choose({ type: "recorded", automation: choice.automation, event: choice.event });
    } else if (value === "made_up") choose({ type: "made_up" });
  };
  return (
    <Select
      key={settings.trigger.type}
      size="xs"
      aria-label={words.preview.event}
      value={chosen(source)}
      data={options}
      onDropdownOpen={trial.refresh}
      onChange={take}
    />
  );
}

function chosen(source: SampleSource | null): string | null {
  return source && (source.type === "recorded" ? source.event : source.type);
}

function labelOf(choice: SampleChoice, shared: boolean): string {
  const at = moment(choice.at, Date.now());
  return shared && choice.automation_name
    ? words.preview.choiceOf(choice.summary, at, choice.automation_name)
    : words.preview.choice(choice.summary, at);
}
