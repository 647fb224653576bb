const HOME = /^(?:\/home\/[^/]+|\/root|\/Users\/[^/]+|[A-Za-z]:\\Users\\[^\\]+)(?=[\\/]|$)/;

/** A path as one says it: the home folder is `~`. Only for looking at. */
export function tilde(path: string): string {
  return path.replace(HOME, "~");
}
