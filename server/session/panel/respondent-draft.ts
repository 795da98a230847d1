/** A respondent of the pool as a persona: what it told is its backstory, what is known of it its demographics (SPEC S8). */
import { LONGEST_BACKSTORY } from "../../../engine/prompts/describe-persona.ts";
import { keepSentences } from "../../../engine/text/keep-sentences.ts";
import { PersonaDraft } from "../../../schema/messages/persona.ts";
import type { WantedTraits } from "../../../schema/messages/target.ts";
import { UNKNOWN } from "../../../schema/rules/survey/labels.ts";
import { STANDARD_TRAITS, type SurveyTrait } from "../../../schema/rules/survey/standard-traits.ts";
import type { BackstoryDetails } from "../../survey/backstory/backstory-pool.store.ts";

/** A title such as "Ruth Halvorsen, who drives a school bus in Duluth". */
const NAMED = /^(?<name>[^“”",]{2,60}), (?<rest>.+)$/u;
const SURE = 0.5;

export type Respondent = Pick<BackstoryDetails, "title" | "answers" | "labels"> & { traits: WantedTraits };

/** @param unnamed what it is called if its backstory has no name; `source`: of which panel it is */
export function toRespondentDraft(
  { title, answers, labels, traits }: Respondent,
  { unnamed, source }: { unnamed: string; source: string },
): PersonaDraft {
  const { name = unnamed, rest = title } = NAMED.exec(title)?.groups ?? {};
  const known = new Map<string, string>();
  for (const [traitId, values] of Object.entries(traits)) if (values.length === 1) known.set(traitId, values[0]!);
  for (const [traitId, { distribution }] of Object.entries(labels)) {
    const [value, share] = Object.entries(distribution).toSorted(([, one], [, other]) => other - one)[0] ?? [
      UNKNOWN,
      0,
    ];
    if (value !== UNKNOWN && share > SURE) known.set(traitId, value);
  }
  const facts = [...known].map(([traitId, value]) => describe(traitId, value));
  const find = (traitId: string) => facts.find((fact) => fact.traitId === traitId)?.value ?? "";
  return PersonaDraft.parse({
    name,
    description: rest.slice(0, 500),
    demographics: {
      gender: find("gender"),
      education: find("education"),
      more: Object.fromEntries(
        facts
          .filter(({ traitId }) => traitId !== "gender" && traitId !== "education")
          .slice(0, 30)
          .map(({ label, value }) => [label, value]),
      ),
    },
    backstory: shortenLife(answers.map(({ answer }) => answer.trim())),
    credit: `Simulated respondent, ${source}`.slice(0, 200).toWellFormed(),
  });
}

const BETWEEN = "\n\n";

/** As much as prompts read, of every answer its share, up to the end of a sentence: a life's end counts like its beginning. */
function shortenLife(answers: readonly string[]): string {
  const whole = answers.join(BETWEEN);
  if (whole.length <= LONGEST_BACKSTORY) return whole;
  const share = Math.floor(LONGEST_BACKSTORY / answers.length) - BETWEEN.length;
  return answers.map((answer) => keepSentences(answer, share)).join(BETWEEN);
}

/** A trait that researchers added is called by its id. */
function describe(traitId: string, valueId: string): { traitId: string; label: string; value: string } {
  const trait: SurveyTrait | undefined = STANDARD_TRAITS.find(({ id }) => id === traitId);
  const value = trait?.values.find(({ id }) => id === valueId)?.wording ?? valueId;
  return { traitId, label: (trait?.wording ?? traitId).slice(0, 60), value: value.slice(0, 200) };
}
