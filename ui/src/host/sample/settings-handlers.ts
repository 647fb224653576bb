import type { Problem } from "../../bindings/Problem";
import type { Settings } from "../../bindings/Settings";
import { accept, type Handlers, type Stage } from "./stage";
import { statusOf } from "./views";
import { emptyWorld, INBOUND, type World } from "./world";

type Commands =
  | "get_settings"
  | "set_settings"
  | "reset"
  | "get_proxy_password"
  | "set_proxy_password"
  | "dismiss_notice"
  | "leave_safe_start"
  | "move_secrets"
  | "get_diagnostics"
  | "save_diagnostics";

/** A port that another program of the simulated computer uses. */
const TAKEN = 8080;

/** What can be asked about the app as a whole. */
export function settingsHandlers({
  world,
  emit,
  release,
  canUndo,
}: Stage): Pick<Handlers, Commands> {
  const put = (settings: Settings) => {
    const { port, enabled } = settings.incoming;
    const moves = port !== world.settings.incoming.port;
    if (!enabled) world.inbound = { type: "off" };
    else if (moves || world.inbound.type === "off") {
      world.inbound = {
        type: "listening",
        address: INBOUND.replace("8787", String(port)),
        network: null,
      };
    }
    world.settings = settings;
    emit({ type: "settings" });
    emit({ type: "status" });
  };
  return {
    get_settings: () => world.settings,
    set_settings: ({ settings }) => {
      accept(problemsOf(settings));
      const before = world.settings;
      put(settings);
      const done = doneOf(before, settings);
      if (done) canUndo(done, () => put(before));
      return settings;
    },
    reset: () => {
      Object.assign(world, emptyWorld(Date.now()));
      emit({ type: "missed" });
      return null;
    },
    get_proxy_password: () => world.proxy_password,
    set_proxy_password: ({ password }) => {
      world.proxy_password = password && `••••${password.slice(-4)}`;
      emit({ type: "settings" });
      return world.proxy_password;
    },
    get_diagnostics: () => ({ text: diagnosticsOf(world) }),
    save_diagnostics: () => null,
    move_secrets: () => {
      world.secrets = { type: "key_store" };
      emit({ type: "status" });
      return statusOf(world);
    },
    leave_safe_start: () => {
      world.notices = world.notices.filter((notice) => {
        if (notice.type !== "started_safe") return true;
        for (const one of world.automations) {
          if (notice.switched_off.includes(one.id)) one.settings.enabled = true;
        }
        return false;
      });
      world.state = { type: "running" };
      for (const { id } of world.automations) emit({ type: "automation", id });
      release(({ row }) => row.state.state === "held" && row.state.why === "runner_paused");
      return statusOf(world);
    },
    dismiss_notice: ({ kind }) => {
      world.notices = world.notices.filter((notice) => notice.type !== kind);
      emit({ type: "status" });
      return null;
    },
  };
}

function diagnosticsOf(world: World): string {
  const about = { system: "linux x86_64", status: statusOf(world), settings: world.settings };
  const log = "2026-11-26T14:27:52Z  INFO running pid=4410 folder=~/.local/share/hookloom";
  return `${JSON.stringify(about, null, 2)}\n\nThe end of the log:\n\n${log}`;
}

/** What was changed, more or less in the words of the real runner. */
function doneOf(before: Settings, after: Settings): string | null {
  if (JSON.stringify(before) === JSON.stringify(after)) return null;
  const { general, sending, incoming, storage } = after;
  if (before.general.start_at_login !== general.start_at_login) {
    return `Start at login is ${general.start_at_login ? "on" : "off"}.`;
  }
  if (before.general.twelve_hours !== general.twelve_hours) {
    return `Times are written like ${general.twelve_hours ? "2:30 pm" : "14:30"}.`;
  }
  if (before.sending.parallel !== sending.parallel) {
    return `Up to ${sending.parallel} requests are sent at once.`;
  }
  if (JSON.stringify(before.sending.proxy) !== JSON.stringify(sending.proxy)) {
    const { proxy } = sending;
    if (proxy.type === "explicit") return `Sending goes through ${proxy.address}.`;
    return proxy.type === "none" ? "Sending needs no proxy." : "Sending uses the system’s proxy.";
  }
  if (before.sending.trusted !== sending.trusted) return "Further certificates are trusted.";
  if (before.storage.keep_bodies !== storage.keep_bodies) {
    return `Keeping contents is ${storage.keep_bodies ? "on" : "off"}.`;
  }
  if (before.storage.redact.join() !== storage.redact.join()) {
    return storage.redact.length === 0
      ? "Nothing is masked in the log."
      : `Masked in the log: ${storage.redact.join(", ")}.`;
  }
  if (before.incoming.port !== incoming.port) return `Calls are taken at port ${incoming.port}.`;
  return "A setting was changed.";
}

/** The bounds that the real runner has, so that the fields can be tried. */
function problemsOf({ sending, incoming, storage }: Settings): Problem[] {
  const checks: [boolean, string, string][] = [
    [
      sending.parallel >= 1 && sending.parallel <= 256,
      "sending.parallel",
      "Enter 1 to 256 requests.",
    ],
    [
      sending.queue_limit >= 1000 && sending.queue_limit <= 10_000_000,
      "sending.queue_limit",
      "Enter 1,000 to 10,000,000 deliveries.",
    ],
    [
      sending.longest_wish_minutes >= 1 && sending.longest_wish_minutes <= 10_080,
      "sending.longest_wish_minutes",
      "Enter 1 to 10,080 minutes (a week).",
    ],
    [
      sending.proxy.type !== "explicit" || /^(https?|socks5h?):\/\/./.test(sending.proxy.address),
      "sending.proxy.address",
      `Enter a full address starting with https:// or http://. You wrote ‘${sending.proxy.type === "explicit" ? sending.proxy.address : ""}’.`,
    ],
    [
      sending.trusted === "" || /-----BEGIN CERTIFICATE-----/.test(sending.trusted),
      "sending.trusted",
      "Paste a certificate in PEM; it begins with -----BEGIN CERTIFICATE-----.",
    ],
    [incoming.port >= 1024, "incoming.port", "Enter a port from 1024 to 65535."],
    [
      incoming.port !== TAKEN,
      "incoming.port",
      `Port ${TAKEN} is used by another program. Port ${TAKEN + 1} is free.`,
    ],
    [
      storage.keep_days >= 1 && storage.keep_days <= 3650,
      "storage.keep_days",
      "Enter 1 to 3650 days.",
    ],
    [
      storage.keep_mb >= 50 && storage.keep_mb <= 100_000,
      "storage.keep_mb",
      "Enter 50 to 100,000 MB.",
    ],
    [
      storage.redact.every((name) => name.trim() !== "" && name.length <= 100),
      "storage.redact",
      "Name a field by 1 to 100 letters.",
    ],
  ];
  return checks.filter(([fine]) => !fine).map(([, field, message]) => ({ field, message }));
}
