/** What only concerns this window, and is kept by it. */

/** What a person chose for this window. */
export interface Preferences {
  /** Hours up to 24, or up to 12 with am and pm: as the settings said last. */
  hours: 24 | 12;
  /** What happens when the window is closed. */
  onClose: "ask" | "keep" | "quit";
  /** Whether single keys, such as R, do something while a list has the keyboard. */
  singleKeys: boolean;
  /** Whether screen readers are told of what arrives in the log. */
  sayArrivals: boolean;
  /** Whether it was asked if the app is to start at login. */
  loginAsked: boolean;
  /** Whether it was read that secrets are in the encrypted file. */
  sealedFileRead: boolean;
  /** What was chosen in the palette lately, the newest first. */
  recent: string[];
  /** The event that each automation is tried on, by the automation's id. */
  samples: Record<string, KeptSample>;
}

/** An event that happened. */
export interface KeptSample {
  automation: string;
  event: string;
}

/** What counts until a person chooses. */
export const usualPreferences: Preferences = {
  hours: 24,
  onClose: "ask",
  singleKeys: true,
  sayArrivals: true,
  loginAsked: false,
  sealedFileRead: false,
  recent: [],
  samples: {},
};

/** Reads what was kept; whatever makes no sense counts as not chosen. */
export function readPreferences(text: string | null): Preferences {
  const kept = asRecord(text);
  const { hours, onClose, singleKeys, sayArrivals } = usualPreferences;
  return {
    hours: kept.hours === 12 || kept.hours === 24 ? kept.hours : hours,
    onClose:
      kept.onClose === "ask" || kept.onClose === "keep" || kept.onClose === "quit"
        ? kept.onClose
        : onClose,
    singleKeys: typeof kept.singleKeys === "boolean" ? kept.singleKeys : singleKeys,
    sayArrivals: typeof kept.sayArrivals === "boolean" ? kept.sayArrivals : sayArrivals,
    loginAsked: kept.loginAsked === true,
    sealedFileRead: kept.sealedFileRead === true,
    recent: Array.isArray(kept.recent) ? kept.recent.filter((one) => typeof one === "string") : [],
    samples: samplesOf(kept.samples),
  };
}

function samplesOf(kept: unknown): Record<string, KeptSample> {
  if (typeof kept !== "object" || kept === null) return {};
  const entries = Object.entries(kept).flatMap(([id, sample]) => {
    const { automation, event } = (sample ?? {}) as Partial<KeptSample>;
    const whole = typeof automation === "string" && typeof event === "string";
    return whole ? [[id, { automation, event }] as const] : [];
  });
  return Object.fromEntries(entries);
}

function asRecord(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
