/** Proposes people for a brief, one call each, so that each is shown as it comes and differs from those before (SPEC M2). */
import { readStructuredReply } from "../../model/answers/read-structured-reply.ts";
import type { CallScope, LanguageModel } from "../../model/language-model.ts";
import { Attitude, PersonaDraft } from "../../../schema/messages/persona.ts";
import type { PanelBrief, Proposal } from "../../../schema/messages/panel-brief.ts";
import { buildProposePersonRequest, ProposedPerson } from "../../prompts/propose-person-prompt.ts";
import { cutText } from "./cut-text.ts";

const TRAIT_INTENSITY = 0.7;
const LONGEST_LIST = 6;

/** Names that another proposal has are refused like an answer off the schema: the model is asked once more. */
export async function* proposePanel(
  brief: PanelBrief,
  model: LanguageModel,
  scope: CallScope,
): AsyncGenerator<Proposal> {
  const before: PersonaDraft[] = [];
  while (before.length < brief.count) {
    const request = buildProposePersonRequest(brief, before, freeAttitudes(before));
    const names = new Set(before.map(({ name }) => name.toLowerCase()));
    const shape = ProposedPerson.refine(({ name }) => !names.has(name.trim().toLowerCase()), {
      path: ["name"],
      message: "somebody with this name is there already",
    });
    const { value } = await readStructuredReply(model, request, shape, scope);
    const draft = toDraft(value);
    before.push(draft);
    yield { draft, why: cutText(value.why, 300), isRehearsed: false };
  }
}

/** Those that fewest of the panel have. */
export function freeAttitudes(before: readonly PersonaDraft[]): PersonaDraft["attitude"][] {
  const taken = (attitude: PersonaDraft["attitude"]) => before.filter((draft) => draft.attitude === attitude).length;
  const least = Math.min(...Attitude.options.map(taken));
  return Attitude.options.filter((attitude) => taken(attitude) === least);
}

/** What a model wrote, within the lengths of a persona. */
function toDraft(person: ProposedPerson): PersonaDraft {
  const list = (texts: string[]) =>
    texts
      .map((text) => cutText(text, 80))
      .filter(Boolean)
      .slice(0, LONGEST_LIST);
  const age = Math.round(person.age);
  return PersonaDraft.parse({
    name: cutText(person.name, 60),
    description: cutText(person.description, 500),
    demographics: {
      age: age >= 0 && age <= 130 ? age : null,
      occupation: cutText(person.occupation, 120),
      location: cutText(person.location, 120),
    },
    background: { expertise: list(person.expertise) },
    personality: {
      traits: [...new Set(list(person.traits).map((name) => cutText(name, 60)))].map((name) => ({
        name,
        description: "",
        intensity: TRAIT_INTENSITY,
      })),
      communicationStyle: cutText(person.communicationStyle, 300),
      values: list(person.values),
    },
    experienceLevel: person.experienceLevel,
    attitude: person.attitude,
    backstory: cutText(person.backstory, 4_000),
  });
}
