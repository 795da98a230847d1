/** A panel by script, for where no model speaks: people with a stake in any matter, chosen by the brief's hash (SPEC L2, M2). */
import { Attitude, PersonaDraft } from "../../../schema/messages/persona.ts";
import type { PanelBrief, Proposal } from "../../../schema/messages/panel-brief.ts";
import { FUNCTION_WORDS } from "../../../schema/rules/function-words.ts";
import { seededHash } from "../../model/rehearsal/seeded-hash.ts";
import { PANEL_SCRIPTS } from "./panel-script.ts";

const SUBJECTS = 3;
const SHORTEST_SUBJECT = 4;
const AGES = [23, 67, 41, 35, 58, 29, 74, 48];

export function rehearsePanel({ brief, count, language }: PanelBrief): Proposal[] {
  const script = language.startsWith("de") ? PANEL_SCRIPTS.de : PANEL_SCRIPTS.en;
  const subjects = findSubjects(brief);
  const start = seededHash(brief);
  return Array.from({ length: count }, (_, index) => {
    const pick = <Item>(items: readonly Item[]): Item => items[(start + index) % items.length]!;
    const stake = pick(script.stakes);
    return {
      draft: PersonaDraft.parse({
        name: pick(script.names),
        description: stake.description,
        demographics: { age: pick(AGES), occupation: stake.occupation },
        background: { expertise: stake.expertise, interests: subjects },
        personality: { values: stake.values, communicationStyle: pick(script.styles) },
        attitude: pick(Attitude.options),
        experienceLevel: stake.experienceLevel,
      }),
      why: stake.why,
      isRehearsed: true,
    };
  });
}

/** The longest words of the brief, in its order. */
function findSubjects(brief: string): string[] {
  const words = [...new Set(brief.match(/[\p{L}\p{N}-]+/gu))].filter(
    (word) => word.length >= SHORTEST_SUBJECT && word.length <= 40 && !FUNCTION_WORDS.has(word.toLowerCase()),
  );
  const longest = new Set(words.toSorted((one, other) => other.length - one.length).slice(0, SUBJECTS));
  return words.filter((word) => longest.has(word));
}
