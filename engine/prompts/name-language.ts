const languages = new Intl.DisplayNames(["en"], { type: "language" });

/** "de" → "German"; an unknown tag is returned as it is. */
export function nameLanguage(tag: string): string {
  try {
    return languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
