/** What is said when something is wrong with the runner or a part of the window. */

export const trouble = {
  lost: "The background runner stopped. Reconnecting…",
  connecting: "Starting the background runner…",
  reload: "Reload it",
  partStopped: (why: string) => `This part stopped: ${why}`,
  stripStopped: "This part stopped.",
  unexpected: "Something unexpected went wrong. Nothing was changed.",
  notRead: "This could not be read.",
  tryAgain: "Try again",
  failedTitle: "The runner isn’t answering",
  failedWords:
    "The part of Hookloom that watches and sends could not be started. Events it had accepted are safe on disk and go out when it runs again.",
  mismatchTitle: "Window and runner don’t fit together",
  mismatchWords: "They are of different versions. Your automations go on meanwhile.",
  whatHappened: "What happened",
  startAgain: "Start it again",
  startSafe: "Start safe, all off",
  startFresh: "Start with an empty database",
  startFreshWords:
    "Nothing is deleted by any of these buttons: a database that can’t be used is set aside, with the date in its name.",
  copyDetails: "Copy details",
  openFolder: "Open data folder",
  nothingDeleted: "Nothing is deleted by any of these buttons.",
};
