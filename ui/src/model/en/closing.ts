/** What is asked when the window is closed. */

export const closing = {
  title: "Keep running in the background?",
  words:
    "Your automations stop when the app quits. To get back here, open the app again, or use its icon where your desktop shows one.",
  keep: "Keep running",
  quit: "Quit",
  atLogin: "Start in the background when I log in",
  remember: "Remember this",
};
