let down = false;

addEventListener(
  "pointerdown",
  () => {
    down = true;
  },
  true,
);
for (const end of ["pointerup", "pointercancel"]) {
  addEventListener(
    end,
    () => {
      down = false;
    },
    true,
  );
}

/**
 * Waits until no button is held down. What moves under a pressed pointer takes the click away from
 * where it was meant to go.
 */
export function whenReleased(): Promise<void> {
  if (!down) return Promise.resolve();
  return new Promise((resolve) => {
    // After the click that belongs to the release.
    const released = () => setTimeout(resolve);
    addEventListener("pointerup", released, { once: true, capture: true });
    addEventListener("pointercancel", released, { once: true, capture: true });
  });
}
