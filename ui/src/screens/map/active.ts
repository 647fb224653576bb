import { createContext, useContext } from "react";
import type { Box } from "../../model/map/graph";

/** What a person does with the map at the moment, and what boxes can do with it. */
export interface Active {
  /** The box under the pointer, or with the keyboard. */
  box: string | null;
  /** Everything that it is joined to. */
  path: ReadonlySet<string>;
  /** The one box that the tabulator reaches. */
  current: string | null;
  /** The threads along which something travels just now. */
  pulses: ReadonlyMap<string, number>;
  point: (box: string | null) => void;
  focused: (box: Box) => void;
  connect: (box: Box) => void;
  remove: (box: Box) => void;
}

const ActiveContext = createContext<Active | null>(null);

export const ActiveProvider = ActiveContext;

/** What a person does with the map at the moment. */
export function useActive(): Active {
  const active = useContext(ActiveContext);
  if (!active) throw new Error("a box stands outside of the map");
  return active;
}
