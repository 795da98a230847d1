/** The quoted words as in the text (case, spaces and outer quotation marks may differ), or null. */
export function findQuote(text: string, quote: string): string | null {
  const words = quote
    .trim()
    .replace(/^["'“”„«»…]+|["'“”«»…]+$/gu, "")
    .split(/\s+/)
    .filter(Boolean);
  if (words.length === 0) return null;
  const pattern = new RegExp(words.map(RegExp.escape).join("\\s+"), "iu");
  return pattern.exec(text)?.[0] ?? null;
}
