/** Who sits on a session's panel at a glance, and what it lacks (SPEC C9). */
import { Attitude, type Persona } from "../../messages/persona.ts";

type Member = Pick<Persona, "demographics" | "attitude"> & { background: Pick<Persona["background"], "expertise"> };
type Group = { name: string; count: number };

/** Fewer personas talk to the facilitator rather than to each other. */
const FEWEST = 3;
/** Years between the youngest and the oldest, below which a panel is of one generation. */
const GENERATION_YEARS = 15;
const DOUBT: Persona["attitude"][] = ["Pessimistic", "Skeptical"];
const FAVOUR: Persona["attitude"][] = ["Intrigued", "Excited"];

export type PanelGap =
  | "few"
  | "one-gender"
  | "one-generation"
  | "one-occupation"
  | "nobody-doubts"
  | "nobody-favours"
  | "one-expertise"
  | "no-expertise";

export type PanelFacts = {
  /** Null: nobody's age is known. */
  ages: { youngest: number; oldest: number } | null;
  /** Each of them once, with how many have it, the most frequent first; those unknown are left out. */
  genders: Group[];
  occupations: Group[];
  expertise: Group[];
  /** From against to in favour. */
  stances: { attitude: Persona["attitude"]; count: number }[];
  /** What all have in common is a gap only where it is known of all. */
  gaps: PanelGap[];
};

export function describePanel(members: readonly Member[]): PanelFacts {
  const ages = members.flatMap(({ demographics: { age } }) => age ?? []);
  const known = { youngest: Math.min(...ages), oldest: Math.max(...ages) };
  const genders = count(members.map(({ demographics }) => demographics.gender));
  const occupations = count(members.map(({ demographics }) => demographics.occupation));
  const expertise = count(members.flatMap(({ background }) => count(background.expertise).map(({ name }) => name)));
  const isOfAll = (group: Group | undefined) => group?.count === members.length;
  const isEnough = members.length >= FEWEST;
  const lacks = (attitudes: Persona["attitude"][]) =>
    isEnough && !members.some(({ attitude }) => attitudes.includes(attitude));
  const hasGap: Record<PanelGap, boolean> = {
    few: members.length > 0 && !isEnough,
    "one-gender": isEnough && isOfAll(genders[0]),
    "one-generation": isEnough && ages.length === members.length && known.oldest - known.youngest < GENERATION_YEARS,
    "one-occupation": isEnough && isOfAll(occupations[0]),
    "nobody-doubts": lacks(DOUBT),
    "nobody-favours": lacks(FAVOUR),
    "one-expertise": isEnough && isOfAll(expertise.at(-1)),
    "no-expertise": isEnough && expertise.length === 0,
  };
  return {
    ages: ages.length > 0 ? known : null,
    genders,
    occupations,
    expertise,
    stances: Attitude.options
      .map((attitude) => ({ attitude, count: members.filter((member) => member.attitude === attitude).length }))
      .filter(({ count }) => count > 0),
    gaps: (Object.keys(hasGap) as PanelGap[]).filter((gap) => hasGap[gap]),
  };
}

function count(names: string[]): Group[] {
  const groups = Map.groupBy(
    names.map((name) => name.trim()).filter((name) => name !== ""),
    (name) => name.toLocaleLowerCase(),
  );
  return [...groups.values()]
    .map((same) => ({ name: same[0]!, count: same.length }))
    .toSorted((one, other) => other.count - one.count);
}
