/** The name under which the moment stands in the page's timeline; `cargo xtask bench window` reads it. */
const NAME = "usable";

let noted = false;

/** Notes the moment at which a screen first shows what it is about, once that is on the screen. */
export function noteUsable(): void {
  if (noted) return;
  noted = true;
  requestAnimationFrame(() => setTimeout(() => performance.mark(NAME)));
}
