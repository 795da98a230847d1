import type { Persona } from "../../../schema/messages/persona.ts";
import { matchNames } from "../conversation/mention.ts";

export type Invitable = { name: string; persona: Persona | undefined };

/** Matches by name first, then by what they know, do and like to talk about. */
export function findPersonas<Row extends Invitable>(rows: Row[], query: string): Row[] {
  const wanted = query.trim();
  if (wanted === "") return rows.toSorted((one, other) => one.name.localeCompare(other.name));
  const byName = matchNames(rows, wanted);
  const byKnowledge = rows.filter(
    ({ persona }) =>
      persona &&
      matchNames(
        topicsOf(persona).map((name) => ({ name })),
        wanted,
      ).length > 0,
  );
  return [...new Set([...byName, ...byKnowledge])];
}

const topicsOf = ({ description, demographics, background }: Persona): string[] => [
  ...background.expertise,
  ...background.interests,
  demographics.occupation,
  description,
];
