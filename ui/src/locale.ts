/**
 * WebKitGTK under `LANG=C` says that the language is "C", which is no language tag: the first
 * `new Intl.NumberFormat(navigator.language)` throws, and the window would stay blank.
 */
export function repairLocale(target: Navigator): void {
  const language = speakable(target.language) ? target.language : "en-US";
  const languages = (target.languages ?? []).filter(speakable);
  if (language !== target.language) {
    Object.defineProperty(target, "language", { value: language, configurable: true });
  }
  if (languages.length !== (target.languages ?? []).length || languages.length === 0) {
    const repaired = languages.length > 0 ? languages : [language];
    Object.defineProperty(target, "languages", { value: repaired, configurable: true });
  }
}

function speakable(tag: string | undefined): boolean {
  try {
    return Boolean(tag) && Intl.getCanonicalLocales(tag).length > 0;
  } catch {
    return false;
  }
}

repairLocale(navigator);
