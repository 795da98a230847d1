/** Capitalises the first letter, for text that stands alone; the rest stays as written. */
export function sentenceCase(text: string, language: string): string {
  const [first = ""] = text;
  return first.toLocaleUpperCase(language) + text.slice(first.length);
}
