/** What is asked when the window is closed. */

export const closing = {
  title: "Keep running in the background?",
  words:
    "Your automations stop when the app quits. To get back here, use Hookloom’s icon in the tray, or open the app again.",
  keep: "Keep running",
  quit: "Quit",
  remember: "Remember this",
};
