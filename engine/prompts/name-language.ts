/** "de" → "German"; a tag nobody knows is given as it is. */
export function nameLanguage(tag: string): string {
  try {
    return new Intl.DisplayNames(["en"], { type: "language" }).of(tag) ?? tag;
  } catch {
    return tag;
  }
}
