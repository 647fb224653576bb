import type { AutomationSettings } from "../../bindings/AutomationSettings";
import type { Destination } from "../../bindings/Destination";
import type { DestinationSettings } from "../../bindings/DestinationSettings";
import type { ImportItem } from "../../bindings/ImportItem";
import type { Problem } from "../../bindings/Problem";
import type { Question } from "../../bindings/Question";
import type { Trigger } from "../../bindings/Trigger";
import { automationSettings, newAutomation } from "../../model/automation-draft";
import { checkAutomation } from "./checks";
import { filled, type RecipeFile, recipeFiles } from "./recipes";
import { accept, find, type Handlers, refuse, type Stage } from "./stage";
import { destination as destinationOf, automation as madeOf, type World } from "./world";

type Commands =
  | "list_recipes"
  | "use_recipe"
  | "export_automations"
  | "save_export"
  | "preview_import"
  | "import_recipe";

/** What can be asked about recipes. */
export function recipeHandlers(stage: Stage): Pick<Handlers, Commands> {
  const { world } = stage;
  return {
    list_recipes: () =>
      [...recipeFiles()].map(([id, file]) => ({
        id,
        name: file.name,
        sentence: file.sentence ?? "",
        triggers: [...new Set(triggersOf(file))],
        questions: file.questions ?? [],
      })),
    use_recipe: ({ id, answers, enabled }) => {
      const recipe = recipeFiles().get(id) ?? refuse("not_found", `There is no recipe ‘${id}’.`);
      accept(checkAnswers(world, recipe.questions ?? [], answers));
      return bringIn(stage, filled(recipe, answers), { enabled, leaveOut: [], anew: true });
    },
    export_automations: ({ automations, purpose }) => exported(world, automations, purpose),
    save_export: ({ automations, purpose }) => exported(world, automations, purpose),
    preview_import: ({ text, answers }) => {
      const recipe = read(text);
      const ready = filled(recipe, answers);
      return {
        kind: recipe.hookloom,
        name: recipe.name,
        sentence: recipe.sentence ?? "",
        questions: recipe.questions ?? [],
        items: itemsOf(world, ready),
        hosts: [...new Set(destinationsOf(ready).map(({ address }) => hostOf(address)))].sort(),
        missing: missingOf(world, ready),
        problems: checkAnswers(world, recipe.questions ?? [], answers),
      };
    },
    import_recipe: ({ text, answers, leave_out, keep_switches }) => {
      const recipe = read(text);
      accept(checkAnswers(world, recipe.questions ?? [], answers));
      const enabled = keep_switches ? null : false;
      const before = [world.automations, world.destinations] as const;
      const way = { enabled, leaveOut: leave_out, anew: false };
      const made = bringIn(stage, filled(recipe, answers), way);
      const count = made.automations.length;
      const what =
        count === 1 ? "1 automation was imported." : `${count} automations were imported.`;
      stage.canUndo(what, () => {
        [world.automations, world.destinations] = before;
        for (const id of made.automations) stage.emit({ type: "automation", id });
        for (const id of made.destinations) stage.emit({ type: "destination", id });
        stage.emit({ type: "status" });
      });
      return made;
    },
  };
}

interface Way {
  /** Nothing means as it stands in the file. */
  enabled: boolean | null;
  leaveOut: string[];
  /** Names that are taken get a number. */
  anew: boolean;
}

function bringIn({ world, emit }: Stage, recipe: RecipeFile, way: Way) {
  const ids = new Map(world.destinations.map((one) => [one.settings.name, one.id]));
  const destinations: string[] = [];
  for (const settings of destinationsOf(recipe)) {
    if (world.destinations.some((one) => one.id === settings.address)) {
      ids.set(settings.name, settings.address);
      continue;
    }
    const made = destinationOf(settings, Date.now());
    world.destinations = [
      ...world.destinations.filter((one) => one.settings.name !== settings.name),
      made,
    ];
    ids.set(settings.name, made.id);
    destinations.push(made.id);
    emit({ type: "destination", id: made.id });
  }
  const automations = automationsOf(recipe)
    .filter(({ name }) => !way.leaveOut.includes(name))
    .map((settings) => {
      const name = way.anew ? freeName(world, settings.name) : settings.name;
      const sends = settings.sends.map((send) => ({
        ...send,
        destination: ids.get(send.destination) ?? send.destination,
      }));
      const enabled = way.enabled ?? settings.enabled;
      const made = madeOf({ ...settings, name, sends, enabled }, Date.now());
      accept(checkAutomation(world, made.settings, null).filter(({ field }) => field !== "name"));
      world.automations = [...world.automations.filter((one) => one.settings.name !== name), made];
      emit({ type: "automation", id: made.id });
      return made.id;
    });
  emit({ type: "status" });
  return { automations, destinations };
}

function freeName(world: World, name: string): string {
  const taken = (wanted: string) => world.automations.some((one) => one.settings.name === wanted);
  let free = name;
  for (let number = 2; taken(free); number += 1) free = `${name} ${number}`;
  return free;
}

function read(text: string): RecipeFile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  if (typeof value !== "object" || value === null || !("hookloom" in value)) {
    const message = "This file isn't a recipe.";
    refuse("invalid", message, [{ field: "", message }]);
  }
  const recipe = value as RecipeFile;
  if (recipe.format > 1) {
    const message = `Made by a newer version (format ${recipe.format}). Update the app.`;
    refuse("invalid", message, [{ field: "", message }]);
  }
  return recipe;
}

function checkAnswers(
  world: World,
  questions: Question[],
  answers: Record<string, string>,
): Problem[] {
  return questions.flatMap(({ id, kind, suggestion }) => {
    const answer = answers[id] ?? suggestion ?? "";
    const known = world.destinations.some((one) => one.id === answer);
    const field = `answers.${id}`;
    if (kind === "address" && !known && !/^https?:\/\/[^/]+/.test(answer)) {
      const message = "Enter a full address starting with https:// or http://.";
      return [{ field, message }];
    }
    if (kind === "folder" && !answer) return [{ field, message: "Choose a folder." }];
    return answer.trim() ? [] : [{ field, message: "Fill this in." }];
  });
}

function itemsOf(world: World, recipe: RecipeFile): ImportItem[] {
  const automations = automationsOf(recipe).map((settings): ImportItem => {
    const present = world.automations.find((one) => one.settings.name === settings.name);
    const same =
      present && JSON.stringify(present.settings.trigger) === JSON.stringify(settings.trigger);
    return {
      what: "automation",
      name: settings.name,
      state: !present ? "new" : same ? "same" : "changed",
      parts: present && !same ? ["when"] : [],
      trigger: settings.trigger.type,
      detail: detailOf(settings.trigger),
      sends_to: settings.sends.map((send) => send.destination),
    };
  });
  const destinations = destinationsOf(recipe).map((settings): ImportItem => {
    const present = world.destinations.find((one) => one.settings.name === settings.name);
    const same = present?.settings.address === settings.address;
    return {
      what: "destination",
      name: settings.name,
      state: !present ? "new" : same ? "same" : "changed",
      parts: present && !same ? ["address"] : [],
      trigger: null,
      detail: settings.address,
      sends_to: [],
    };
  });
  return [...automations, ...destinations];
}

function missingOf(world: World, recipe: RecipeFile): string[] {
  const secrets = destinationsOf(recipe)
    .filter(({ name, signing }) => {
      const known = world.destinations.some((one) => one.settings.name === name);
      return !known && signing.type !== "none";
    })
    .map(
      ({ name }) =>
        `‘${name}’ signs with a secret, and secrets are never in a file. A fresh one is made here; give it to the receiver.`,
    );
  const folders = automationsOf(recipe).flatMap(({ name, trigger }) =>
    trigger.type === "file" && !world.folders.includes(trigger.folder)
      ? [`${name}: This folder doesn't exist: ${trigger.folder}. Create it or choose another.`]
      : [],
  );
  return [...secrets, ...folders];
}

function exported(world: World, ids: string[], purpose: "sharing" | "backup") {
  const automations =
    ids.length > 0 ? ids.map((id) => find(world.automations, id)) : world.automations;
  const used = new Set(automations.flatMap((one) => one.settings.sends.map((s) => s.destination)));
  const own = world.destinations.filter(
    (one) => !one.built_in && (ids.length === 0 || used.has(one.id)),
  );
  const sharing = purpose === "sharing";
  const questions = sharing ? own.map(addressQuestion) : [];
  const names = new Map(world.destinations.map((one) => [one.id, one.settings.name]));
  const name = automations.length === 1 ? (automations[0]?.settings.name ?? "") : "Automations";
  const recipe = {
    hookloom: sharing ? "recipe" : "backup",
    format: 1,
    name,
    ...(sharing ? { questions } : {}),
    destinations: own.map(({ settings }, index) =>
      sharing ? { ...settings, address: `{?${questions[index]?.id}}` } : settings,
    ),
    automations: automations.map(({ settings }) => ({
      ...settings,
      sends: settings.sends.map((send) => ({
        ...send,
        destination: names.get(send.destination) ?? send.destination,
      })),
    })),
  };
  const text = `${JSON.stringify(recipe, null, 2).replaceAll("/home/karin", "~")}\n`;
  const slug = name.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  const file_name = sharing ? `${slug}.hookloom.json` : "hookloom-backup.json";
  return { file_name, text, questions };
}

function addressQuestion({ settings }: Destination): Question {
  return {
    id: settings.name.toLowerCase().replace(/[^a-z0-9]+/g, "_"),
    kind: "address",
    label: `Address of ${settings.name}`,
    hint: "",
    suggestion: null,
    example: "https://example.com/",
  };
}

function triggersOf(recipe: RecipeFile): Trigger["type"][] {
  return (recipe.automations ?? []).map((one) => (one.trigger as Trigger).type);
}

function destinationsOf(recipe: RecipeFile): DestinationSettings[] {
  const usual = {
    headers: [],
    signing: { type: "standard_webhooks" },
    parallel: 4,
    own_hooks: false,
    limits: { per_minute: null, waiting: null, when_full: "skip_new" },
    unhealthy_after_hours: 120,
  };
  const whole = (one: object): unknown => ({ ...usual, ...one });
  return (recipe.destinations ?? []).map((one) => whole(one) as DestinationSettings);
}

function automationsOf(recipe: RecipeFile): AutomationSettings[] {
  const usual = automationSettings(newAutomation("any", "UTC"));
  if (!("settings" in usual)) return [];
  const [send] = usual.settings.sends;
  const { folder: _, ...file } = usual.settings.trigger as Trigger & { type: "file" };
  return (recipe.automations ?? []).map((one) => {
    const settings = { ...usual.settings, ...one } as AutomationSettings;
    const { trigger } = settings;
    return {
      ...settings,
      trigger:
        trigger.type === "file"
          ? { ...file, ...trigger }
          : trigger.type === "inbound"
            ? { ...trigger, methods: ["POST"], reply: { status: 202, body: "" } }
            : trigger,
      sends: settings.sends.map((one) => ({ ...send, ...one })),
    };
  });
}

function detailOf(trigger: Trigger): string {
  if (trigger.type === "file") return trigger.folder;
  if (trigger.type === "inbound") return `/in/${trigger.name}`;
  return trigger.type === "schedule" ? "on a schedule" : "";
}

function hostOf(address: string): string {
  return URL.canParse(address) ? new URL(address).hostname : address;
}
