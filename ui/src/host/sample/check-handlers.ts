import type { Check } from "../../bindings/Check";
import type { Handlers, Stage } from "./stage";
import { stamp } from "./world";

const HOUR_MS = 3_600_000;

/** What can be asked about the health of the simulated app. */
export function checkHandlers({ world }: Stage): Pick<Handlers, "run_checks"> {
  return {
    run_checks: () => ({
      at: stamp(Date.now()),
      checks: [
        good("database", "The database is whole."),
        good("disk", "The log can be written, and 41.3 GB of the disk are free."),
        secrets(world.secrets),
        incoming(world.inbound),
        files(Object.entries(world.broken), world.automations),
        backup(world.storage.backups[0]?.at, world.storage.backup_problem),
        good("clock", "The clock runs evenly. The time zone is Europe/Stockholm."),
      ],
    }),
  };
}

function good(of: Check["of"], sentence: string): Check {
  return { of, state: "good", sentence, advice: null };
}

function secrets(kept: Stage["world"]["secrets"]): Check {
  return kept.type === "key_store"
    ? good("secrets", "The system's password store answers.")
    : good("secrets", `The encrypted file ${kept.path} can be read.`);
}

function incoming(inbound: Stage["world"]["inbound"]): Check {
  switch (inbound.type) {
    case "off":
      return good("incoming", "Incoming calls are switched off.");
    case "listening":
      return good("incoming", `Calls are taken at ${inbound.address}.`);
    case "unavailable":
      return {
        of: "incoming",
        state: "bad",
        sentence: inbound.message,
        advice: "Choose another port in Settings, Incoming, or end the program that uses it.",
      };
  }
}

function files(broken: [string, string][], automations: Stage["world"]["automations"]): Check {
  const [first] = broken;
  if (!first) {
    return good(
      "files",
      "The system tells when files change. 14 folders are watched; up to 393216 can be.",
    );
  }
  const name = automations.find(({ id }) => id === first[0])?.settings.name ?? "";
  return {
    of: "files",
    state: "bad",
    sentence: `‘${name}’ can't watch its folder: ${first[1]}`,
    advice: "Bring the folder back, or choose another one in the automation.",
  };
}

function backup(newest: string | undefined, problem: string | null): Check {
  if (problem === null && newest) {
    const hours = Math.max(1, Math.round((Date.now() - Date.parse(newest)) / HOUR_MS));
    return good("backup", `The last backup is ${hours === 1 ? "1 hour" : `${hours} hours`} old.`);
  }
  return {
    of: "backup",
    state: problem ? "bad" : "doubtful",
    sentence: problem ? `The last backup could not be made: ${problem}` : "There is no backup yet.",
    advice: "Make one in Settings, Storage, or by ‘hookloom storage back-up’.",
  };
}
