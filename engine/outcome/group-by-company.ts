/** Turns by who heard them, so that what some heard is read, and seen, by itself (SPEC M4). */
import type { Utterance } from "../mind/conversation.ts";
import { sharedWitnesses, type Witnesses } from "../memory/witnesses.ts";

export type CompanyTurns = { company: Witnesses; turns: readonly Utterance[] };

/**
 * The company that heard most of the turns, and all others as one: those who heard all of the rest. Turns that no
 * person heard from first word to last, or no one person all of, are in neither.
 */
export function groupByCompany(turns: readonly Utterance[]): CompanyTurns[] {
  const groups = [...Map.groupBy(turns, ({ witnesses }) => JSON.stringify(witnesses?.toSorted() ?? null))]
    .map(([, heard]) => ({ company: heard[0]!.witnesses, turns: heard }))
    .filter(({ company }) => company === null || company.length > 0)
    .toSorted((one, other) => other.turns.length - one.turns.length);
  const [first, ...rest] = groups;
  if (!first || rest.length === 0) return groups;
  const company = sharedWitnesses(rest.map((group) => group.company));
  const others = new Set(rest.flatMap((group) => group.turns));
  const merged = { company, turns: turns.filter((turn) => others.has(turn)) };
  return company !== null && company.length === 0 ? [first] : [first, merged];
}
