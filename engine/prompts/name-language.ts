const languages = new Intl.DisplayNames(["en"], { type: "language" });

/** "de" → "German"; a tag nobody knows is given as it is. */
export function nameLanguage(tag: string): string {
  try {
    return languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}
