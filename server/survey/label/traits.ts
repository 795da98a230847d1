/** The traits that backstories can be labelled with: standard ones, and those that researchers add (SPEC S3). */
import type { Principal } from "../../../engine/scope/scope.ts";
import type { TraitDraft, TraitList, TraitView } from "../../../schema/messages/labelling.ts";
import { inEnglish, message, type Message } from "../../../schema/messages/message.ts";
import { STANDARD_TRAITS, type SurveyTrait } from "../../../schema/rules/survey/standard-traits.ts";
import { Problem } from "../../http/problem.ts";
import { MAX_TRAITS, type CustomTrait, type TraitStore } from "./trait.store.ts";

export type Traits = ReturnType<typeof createTraits>;

export function createTraits(store: TraitStore) {
  const findThose = async (scope: Principal, ids: readonly string[]): Promise<SurveyTrait[]> => {
    const known = [...STANDARD_TRAITS, ...(await store.list(scope)).map(toSurveyTrait)];
    return ids.flatMap((id) => known.find((trait) => trait.id === id) ?? []);
  };
  return {
    async list(scope: Principal): Promise<TraitList> {
      const [custom, { rows, backstories }] = [await store.list(scope), await store.countLabels(scope)];
      const labelsOf = (id: string) => rows.flatMap(({ traitId, ...count }) => (traitId === id ? [count] : []));
      const standard = STANDARD_TRAITS.map(({ id, question, isOrdinal, values }): TraitView => ({
        id,
        question,
        isOrdinal,
        values: values.map((value) => value.id),
        owner: null,
        labels: labelsOf(id),
      }));
      const own = custom.map(({ id, question, isOrdinal, choices, ownerId, ownerName }): TraitView => ({
        id,
        question,
        isOrdinal,
        values: choices,
        owner: { userId: ownerId, name: ownerName },
        labels: labelsOf(id),
      }));
      return { items: [...standard, ...own], backstories };
    },

    /** Of `ids`, those that there are. */
    findThose,

    /** @throws Problem where one is missing */
    async find(scope: Principal, ids: readonly string[]): Promise<SurveyTrait[]> {
      const found = await findThose(scope, ids);
      const missing = ids.find((id) => !found.some((trait) => trait.id === id));
      if (missing !== undefined) throw refuse(404, message("no-such-survey-trait", { name: missing }));
      return found;
    },

    async add(scope: Principal, draft: TraitDraft): Promise<void> {
      const refused = await store.insert(scope, draft);
      if (refused === "taken") throw refuse(409, message("trait-name-taken", { name: draft.name }));
      if (refused === "too-many") throw refuse(409, message("trait-limit", { count: MAX_TRAITS }));
    },

    async remove(scope: Principal, id: string): Promise<void> {
      const trait = (await store.list(scope)).find((each) => each.id === id);
      if (!trait) throw refuse(404, message("no-such-survey-trait", { name: id }));
      if (!(await store.remove(scope, id))) throw refuse(403, message("trait-not-yours", { owner: trait.ownerName }));
    },
  };
}

const refuse = (status: number, said: Message): Problem => new Problem(status, inEnglish(said), said);

const toSurveyTrait = ({ id, question, isOrdinal, choices }: CustomTrait): SurveyTrait => ({
  id,
  wording: id,
  question,
  isOrdinal,
  values: choices.map((choice) => ({ id: choice, wording: choice })),
});
