/** Who sits on a session's panel at a glance, and what it lacks (SPEC C9). */
import type { Persona } from "../../messages/persona.ts";

type Member = Pick<Persona, "demographics">;

/** Fewer personas talk to the facilitator rather than to each other. */
const FEWEST = 3;
/** Years between the youngest and the oldest, below which a panel is of one generation. */
const GENERATION_YEARS = 15;

export type PanelGap = "few" | "one-gender" | "one-generation" | "one-occupation";

export type PanelFacts = {
  /** Null: nobody's age is known. */
  ages: { youngest: number; oldest: number } | null;
  /** Each gender and occupation once, with how many have it, the most frequent first; those unknown are left out. */
  genders: { name: string; count: number }[];
  occupations: { name: string; count: number }[];
  /** What all have in common is a gap only where it is known of all. */
  gaps: PanelGap[];
};

export function describePanel(members: readonly Member[]): PanelFacts {
  const ages = members.flatMap(({ demographics: { age } }) => age ?? []);
  const known = { youngest: Math.min(...ages), oldest: Math.max(...ages) };
  const genders = count(members.map(({ demographics }) => demographics.gender));
  const occupations = count(members.map(({ demographics }) => demographics.occupation));
  const isOfAll = ([first]: typeof genders) => first?.count === members.length;
  const isEnough = members.length >= FEWEST;
  const hasGap: Record<PanelGap, boolean> = {
    few: members.length > 0 && !isEnough,
    "one-gender": isEnough && isOfAll(genders),
    "one-generation": isEnough && ages.length === members.length && known.oldest - known.youngest < GENERATION_YEARS,
    "one-occupation": isEnough && isOfAll(occupations),
  };
  return {
    ages: ages.length > 0 ? known : null,
    genders,
    occupations,
    gaps: (Object.keys(hasGap) as PanelGap[]).filter((gap) => hasGap[gap]),
  };
}

function count(names: string[]): { name: string; count: number }[] {
  const groups = Map.groupBy(
    names.map((name) => name.trim()).filter((name) => name !== ""),
    (name) => name.toLocaleLowerCase(),
  );
  return [...groups.values()]
    .map((same) => ({ name: same[0]!, count: same.length }))
    .toSorted((one, other) => other.count - one.count);
}
