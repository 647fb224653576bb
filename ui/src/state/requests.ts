import { useSyncExternalStore } from "react";

/** Something that any part of the window can ask for, and one dialog answers. */
export function requests<Request>() {
  let wanted: Request | null = null;
  const listeners = new Set<() => void>();
  const set = (next: Request | null) => {
    wanted = next;
    for (const listener of listeners) listener();
  };
  const subscribe = (listener: () => void) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  };
  return {
    ask: (request: Request) => set(request),
    end: () => set(null),
    use: () => useSyncExternalStore(subscribe, () => wanted),
  };
}
