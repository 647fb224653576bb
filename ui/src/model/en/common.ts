/** Words that stand on more than one screen. */

export const common = {
  cancel: "Cancel",
  stay: "Stay",
  discard: "Discard",
  save: "Save",
  copied: "Copied",
  notCopied: "Could not copy",
  any: "Any",
  dismiss: "Dismiss",
  loading: "Loading",
  stillLoading: "Still loading. The runner is busy.",
  filteredBy: (label: string, value: string) => `${label}: ${value}`,
  more: (name: string) => `More for ${name}`,
  on: "On",
  off: "Off",
  none: "–",
};
