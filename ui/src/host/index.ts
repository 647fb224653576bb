import type { Host } from "./host";
import { tauriHost } from "./tauri";

/** The host of this build: the real window, or the sample for a browser. */
export async function openHost(): Promise<Host> {
  if (import.meta.env.MODE === "sample" || (import.meta.env.DEV && !inTauri())) {
    const [{ sampleHost }, { scenarios }] = await Promise.all([
      import("./sample/host"),
      import("./sample/scenarios"),
    ]);
    const wanted = new URLSearchParams(location.search).get("scenario") ?? "busy";
    const name = Object.hasOwn(scenarios, wanted) ? (wanted as keyof typeof scenarios) : "busy";
    const host = sampleHost(scenarios[name](Date.now()));
    Object.assign(window, { hookloom: host.control });
    return host;
  }
  return tauriHost();
}

function inTauri(): boolean {
  return "__TAURI_INTERNALS__" in window;
}
