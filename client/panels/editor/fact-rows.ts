export type FactRow = { name: string; value: string };

export const factsToRows = (facts: Record<string, string>): FactRow[] =>
  Object.entries(facts).map(([name, value]) => ({ name, value }));

/** Rows without a name are no facts yet; of two with the same name the first is one. */
export function rowsToFacts(rows: readonly FactRow[]): Record<string, string> {
  const facts = new Map<string, string>();
  for (const { name, value } of rows) {
    const key = name.trim();
    if (key !== "" && !facts.has(key)) facts.set(key, value);
  }
  return Object.fromEntries(facts);
}
