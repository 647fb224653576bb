/** What is asked when the window is closed. */

export const closing = {
  title: "Keep running in the background?",
  words:
    "Your automations stop when the app quits. If it keeps running, open Hookloom again to get back here, or click its icon in the tray if your desktop has one.",
  keep: "Keep running",
  quit: "Quit",
  atLogin: "Start in the background when I log in",
  remember: "Remember this",
};
