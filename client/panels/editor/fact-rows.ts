export type FactRow = { name: string; value: string };

export const factsToRows = (facts: Record<string, string>): FactRow[] =>
  Object.entries(facts).map(([name, value]) => ({ name, value }));

/** Rows without a name are skipped; of two with the same name the first counts. */
export function rowsToFacts(rows: readonly FactRow[]): Record<string, string> {
  const facts = new Map<string, string>();
  for (const { name, value } of rows) {
    const key = name.trim();
    if (key !== "" && !facts.has(key)) facts.set(key, value);
  }
  return Object.fromEntries(facts);
}
