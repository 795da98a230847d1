/** Human baselines that people upload, and those that stand beside a run: the one that ships among them (SPEC S7). */
import { isDeepStrictEqual } from "node:util";
import type { BaselineTable } from "../../../engine/survey/results/results-input.ts";
import type { Principal } from "../../../engine/scope/scope.ts";
import { NO_BASELINE, type HumanBaseline, type HumanBaselineDraft } from "../../../schema/messages/human-baseline.ts";
import { inEnglish, message, type Message } from "../../../schema/messages/message.ts";
import type { SurveyModel } from "../../../schema/messages/survey.ts";
import type { BaselinePerson } from "../../../schema/rules/survey/anes-1996.ts";
import { ANES_1996_SURVEY } from "../../../schema/rules/survey/anes-1996-survey.ts";
import { listProbes } from "../../../schema/rules/survey/list-probes.ts";
import { readQuestions } from "../../../schema/rules/survey/read-questions.ts";
import type { SurveyQuestion } from "../../../schema/rules/survey/survey-question.ts";
import { Problem } from "../../http/problem.ts";
import { takeTurns } from "../../take-turns.ts";
import type { Traits } from "../label/traits.ts";
import type { Surveys } from "../surveys.ts";
import type { readInWorker } from "./read-in-worker.adapter.ts";
import { MOST_HUMAN_BASELINES, type HumanBaselineStore, type HumanBaselineSummary } from "./human-baseline.store.ts";

export type HumanBaselines = ReturnType<typeof createHumanBaselines>;
export type HumanBaselinesPorts = {
  store: HumanBaselineStore;
  surveys: Pick<Surveys, "find">;
  /** Also those that researchers added. */
  traits: Pick<Traits, "findThose">;
  people: readonly BaselinePerson[];
  read: typeof readInWorker;
};
type Beside = { id: string; name: string; people: number; questions: SurveyQuestion[] };

/** Files read at the same time, each in a thread. */
const MOST_WORKERS = 1;
/** The largest takes a second or two; what takes longer than this hangs. */
const MOST_MILLISECONDS = 60_000;

/** @param people of the baseline that ships */
export function createHumanBaselines({ store, surveys, traits, people, read }: HumanBaselinesPorts) {
  const takeTurn = takeTurns(MOST_WORKERS);
  const shippedTable = tableOf(people);
  const shipped: Beside = {
    id: "anes-1996",
    name: "American National Election Study 1996",
    people: people.length,
    questions: readQuestions(ANES_1996_SURVEY.model),
  };

  const list = async (scope: Principal): Promise<HumanBaseline[]> => (await store.list(scope)).map(toHumanBaseline);
  /** Those with a question that is asked, worded alike; the one that ships first, then the newest. */
  const fitting = async (scope: Principal, survey: SurveyModel): Promise<Beside[]> =>
    [shipped, ...(await store.list(scope))].filter((each) => listShared(survey, each).size > 0);

  return {
    list,

    async create(scope: Principal, draft: HumanBaselineDraft): Promise<HumanBaseline> {
      const { model, name: surveyName } = await surveys.find(scope, draft.surveyId, draft.surveyVersion ?? null);
      const { csv, codebook, name } = draft;
      const probes = listProbes(model);
      const named = codebook.flatMap(({ means }) => (means.kind === "trait" ? means.trait : []));
      const known = { probes, traits: await traits.findThose(scope, [...new Set(named)]) };
      const { faults, ids, ...data } = await takeTurn(() =>
        read({ csv, codebook, ...known }, AbortSignal.timeout(MOST_MILLISECONDS)),
      );
      if (faults.length > 0) throw refuseAll(faults);
      const answered = new Set(probes.flatMap(({ id, question }) => (ids.includes(id) ? question : [])));
      const questions = readQuestions(model).filter((question) => answered.has(question.name));
      const id = await store.insert(scope, { ...data, name, surveyName, questions });
      if (id === null) throw refuse(409, message("baseline-limit", { count: MOST_HUMAN_BASELINES }));
      return (await list(scope)).find((each) => each.id === id)!;
    },

    async remove(scope: Principal, id: string): Promise<void> {
      const found = (await store.list(scope)).find((each) => each.id === id);
      if (!found) throw refuse(404, message("no-such-baseline"));
      if (!(await store.remove(scope, id)))
        throw refuse(403, message("baseline-not-yours", { owner: found.ownerName }));
    },

    async listBeside(scope: Principal, survey: SurveyModel) {
      return (await fitting(scope, survey)).map(({ id, name, people: count }) => ({ id, name, people: count }));
    },

    /** Its answers to what the survey asks. @param wanted its id, NO_BASELINE, or undefined: the first that fits */
    async findBeside(scope: Principal, survey: SurveyModel, wanted: string | undefined): Promise<BaselineTable | null> {
      if (wanted === NO_BASELINE) return null;
      const found = await fitting(scope, survey);
      const chosen = wanted === undefined ? found[0] : found.find(({ id }) => id === wanted);
      if (!chosen && wanted === undefined) return null;
      const answers = chosen?.id === shipped.id ? shippedTable : chosen && (await store.findAnswers(scope, chosen.id));
      if (!chosen || !answers) throw refuse(404, message("no-such-baseline"));
      return { ...answers, id: chosen.id, name: chosen.name, columns: keepShared(survey, chosen, answers.columns) };
    },
  };
}

/** Names of the survey's questions that the people answered, worded as it words them. */
const listShared = (survey: SurveyModel, { questions }: Pick<Beside, "questions">): Set<string> => {
  const asked = readQuestions(survey);
  return new Set(
    questions.filter((question) => asked.some((one) => isDeepStrictEqual(one, question))).map(({ name }) => name),
  );
};

/** Without answers to what is worded otherwise. */
function keepShared(
  survey: SurveyModel,
  baseline: Beside,
  columns: BaselineTable["columns"],
): BaselineTable["columns"] {
  const shared = listShared(survey, baseline);
  const others = new Set(listProbes(survey).flatMap(({ id, question }) => (shared.has(question) ? [] : id)));
  return Object.fromEntries(Object.entries(columns).filter(([id]) => !others.has(id)));
}

function tableOf(people: readonly BaselinePerson[]): Pick<BaselineTable, "columns" | "weights"> {
  const columns: Record<string, (string | number)[]> = {};
  for (const { traits, answers } of people)
    for (const [id, value] of Object.entries({ ...traits, ...answers })) (columns[id] ??= []).push(value);
  return { columns, weights: null };
}

const refuse = (status: number, said: Message): Problem => new Problem(status, inEnglish(said), said);

/** All at once, so that a file is corrected once. */
function refuseAll(faults: Message[]): Problem {
  const said = message("baseline-wrong", { faults });
  const errors = faults.map((fault) => ({ path: "codebook", message: inEnglish(fault) }));
  return new Problem(422, inEnglish(said), { ...said, errors });
}

const toHumanBaseline = ({
  ownerId,
  ownerName,
  createdAt,
  questions,
  ...row
}: HumanBaselineSummary): HumanBaseline => ({
  ...row,
  questions: questions.map(({ title }) => title),
  owner: { userId: ownerId, name: ownerName },
  createdAt: new Date(createdAt).toISOString(),
});
