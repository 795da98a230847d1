/** Surveys of a workspace: kept, changed and published by its facilitators and admins together (SPEC S1). */
import type { Principal } from "../../engine/scope/scope.ts";
import { inEnglish, message, type Message } from "../../schema/messages/message.ts";
import type {
  Survey,
  SurveyChange,
  SurveyDraft,
  SurveyModel,
  SurveyProblem,
  SurveyStatus,
  SurveySummary,
} from "../../schema/messages/survey.ts";
import { readQuestions } from "../../schema/rules/survey/read-questions.ts";
import { Problem } from "../http/problem.ts";
import {
  MAX_SURVEYS,
  MAX_VERSIONS,
  type FoundSurvey,
  type SurveyStore,
  type SurveySummaryRow,
} from "./survey.store.ts";

/** SurveyJS takes some 0.2 s to load, which a start need not wait for. */
const loadCheck = () => import("../../schema/rules/survey/check-survey.ts");

export const refuse = (status: number, said: Message): Problem => new Problem(status, inEnglish(said), said);

type Listing = { status?: SurveyStatus | undefined; cursor?: string | undefined; limit: number };
export type Surveys = ReturnType<typeof createSurveys>;

export function createSurveys(store: SurveyStore) {
  const findRow = async (scope: Principal, id: string, version: number | null = null): Promise<FoundSurvey> => {
    const found = await store.find(scope, id, version);
    if (found === null) throw refuse(404, message("no-such-survey"));
    if (found !== "no-version") return found;
    const { version: latest } = await findRow(scope, id);
    throw refuse(404, message("no-such-survey-version", { version: version!, latest }));
  };
  const find = async (scope: Principal, id: string, version: number | null = null): Promise<Survey> => {
    const { model, modelVersion, ...row } = await findRow(scope, id, version);
    const questionCount = readQuestions(model).length;
    const latestVersion = row.version;
    return {
      ...toSummary(row),
      version: modelVersion,
      latestVersion,
      questionCount,
      model,
      problems: await check(model),
    };
  };

  return {
    find,

    async list(scope: Principal, { status, cursor, limit }: Listing) {
      const rows = await store.list(scope, { status, before: cursor || undefined, limit: limit + 1 });
      const shown = rows.slice(0, limit);
      return { items: shown.map(toSummary), next: rows.length > limit ? shown.at(-1)!.id : null };
    },

    async listVersions(scope: Principal, id: string) {
      await findRow(scope, id);
      const rows = await store.listVersions(scope, id);
      return { items: rows.map((row) => ({ ...row, createdAt: new Date(row.createdAt).toISOString() })) };
    },

    async create(scope: Principal, draft: SurveyDraft): Promise<Survey> {
      const id = await store.insert(scope, { ...draft, questionCount: readQuestions(draft.model).length });
      if (id === null) throw refuse(409, message("survey-limit", { count: MAX_SURVEYS }));
      return find(scope, id);
    },

    async change(scope: Principal, id: string, change: SurveyChange): Promise<Survey> {
      const questionCount = readQuestions(change.model).length;
      const { hasErrors } = await loadCheck();
      const found = { questionCount, hasErrors: hasErrors(await check(change.model)) };
      if (!(await store.change(scope, id, { ...change, ...found })))
        throw whyUnchanged(await findRow(scope, id), change.version);
      return find(scope, id);
    },

    /** A survey with errors is not published. */
    async setStatus(scope: Principal, id: string, { status, version }: { status: SurveyStatus; version: number }) {
      const { hasErrors } = await loadCheck();
      if (status === "published" && hasErrors(await check((await findRow(scope, id)).model)))
        throw refuse(422, message("survey-not-ready"));
      if (!(await store.setStatus(scope, id, version, status))) throw whyUnchanged(await findRow(scope, id), version);
      return find(scope, id);
    },

    async remove(scope: Principal, id: string): Promise<void> {
      const { ownerName } = await findRow(scope, id);
      if (!(await store.remove(scope, id))) throw refuse(403, message("survey-not-yours", { owner: ownerName }));
    },
  };
}

export async function check(model: SurveyModel): Promise<SurveyProblem[]> {
  return (await loadCheck()).checkSurvey(model);
}

function whyUnchanged({ name, version, status }: SurveySummaryRow, wanted: number): Problem {
  if (version !== wanted) return refuse(409, message("survey-changed", { name, version }));
  if (status === "archived") return refuse(409, message("survey-archived"));
  return refuse(409, message("survey-versions-limit", { count: MAX_VERSIONS }));
}

const toSummary = ({ ownerId, ownerName, updatedAt, ...row }: SurveySummaryRow): SurveySummary => ({
  ...row,
  owner: { userId: ownerId, name: ownerName },
  updatedAt: new Date(updatedAt).toISOString(),
});
