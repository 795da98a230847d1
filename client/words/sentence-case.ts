/** Begins with a capital, as what stands alone does; the rest stays as it was written. */
export function sentenceCase(text: string, language: string): string {
  const [first = ""] = text;
  return first.toLocaleUpperCase(language) + text.slice(first.length);
}
