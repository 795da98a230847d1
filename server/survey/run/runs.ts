/** Runs of a workspace: launched, watched, paused and continued by its facilitators and admins together (SPEC S6). */
import type { Principal } from "../../../engine/scope/scope.ts";
import { inEnglish, message, type Message } from "../../../schema/messages/message.ts";
import type {
  Run,
  RunAnswerPage,
  RunAnswerQuery,
  RunPage,
  RunQuery,
  RunStatus,
  RunSummary,
} from "../../../schema/messages/run.ts";
import { deRunStatuses, enRunStatuses } from "../../../schema/rules/survey/run-statuses.ts";
import { BATCH_HOURS } from "../../batch/batch-hours.ts";
import { Problem } from "../../http/problem.ts";
import type { Jobs } from "../../jobs/jobs.store.ts";
import { shownProblem } from "../../messages/shown-problem.ts";
import { collectRunJob } from "./batch/collect-run.job.ts";
import { runSurveyJob } from "./run-survey.job.ts";
import { MAX_RUNS, type NewRun, type RunDetailsRow, type RunStore, type RunSummaryRow } from "./run.store.ts";

export const refuse = (status: number, said: Message): Problem => new Problem(status, inEnglish(said), said);

const AT_WORK: readonly RunStatus[] = ["QUEUED", "LABELLING", "MATCHING", "INFERENCE"];

export type Runs = ReturnType<typeof createRuns>;

export function createRuns(store: RunStore, jobs: Pick<Jobs, "order" | "act">) {
  const findRow = async (scope: Principal, id: string): Promise<RunDetailsRow> => {
    const found = await store.find(scope, id);
    if (!found) throw refuse(404, message("no-such-run"));
    return found;
  };
  const find = async (scope: Principal, id: string): Promise<Run> => toRun(await findRow(scope, id));

  async function order(scope: Principal, id: string): Promise<void> {
    const ordered = await jobs.order(runSurveyJob, { runId: id }, scope);
    if ("refused" in ordered) throw new Error(`the queue took no ${runSurveyJob.name}: ${ordered.refused}`);
    await store.keepJob(scope, id, ordered.id);
  }

  /** Another one is at work already where it is refused. */
  const collect = (scope: Principal, id: string): Promise<unknown> => jobs.order(collectRunJob, { runId: id }, scope);

  return {
    find,

    async list(scope: Principal, query: RunQuery): Promise<RunPage> {
      const rows = await store.list(scope, { ...query, limit: query.limit + 1 });
      const shown = rows.slice(0, query.limit);
      return { items: shown.map(toSummary), next: rows.length > query.limit ? shown.at(-1)!.id : null };
    },

    async launch(scope: Principal, run: NewRun): Promise<Run> {
      const id = await store.insert(scope, run);
      if (id === null) throw refuse(409, message("run-limit", { count: MAX_RUNS }));
      await order(scope, id);
      return find(scope, id);
    },

    async pause(scope: Principal, id: string): Promise<Run> {
      const { jobId, status } = await findRow(scope, id);
      const acted = jobId && AT_WORK.includes(status) && (await jobs.act(scope, jobId, "pause"));
      if (!acted || "refused" in acted) throw refuse(409, notSo(status));
      return find(scope, id);
    },

    /** Also one that failed: from where it stopped. */
    async resume(scope: Principal, id: string): Promise<Run> {
      const { jobId, status } = await findRow(scope, id);
      if (status !== "PAUSED" && status !== "FAILED") throw refuse(409, notSo(status));
      const acted = jobId ? await jobs.act(scope, jobId, status === "FAILED" ? "retry" : "resume") : null;
      // Jobs that failed are deleted after a while; what it asked is in the run itself.
      if (!acted || ("refused" in acted && acted.refused === "no-such-job")) await order(scope, id);
      else if ("refused" in acted) throw refuse(409, message("run-still-stopping"));
      return find(scope, id);
    },

    /** What was answered is kept. */
    async cancel(scope: Principal, id: string): Promise<Run> {
      const { jobId, settings, endedAt } = await findRow(scope, id);
      // First what ends it and its batches, whatever becomes of this process, then what asks and pays.
      if (settings.calls === "batch" && endedAt === null) await collect(scope, id);
      if (jobId) await jobs.act(scope, jobId, "cancel");
      if (await store.cancel(scope, id)) return find(scope, id);
      const now = await find(scope, id);
      // The job that collects was quicker.
      if (endedAt === null && now.status === "CANCELLED") return now;
      throw refuse(409, notSo(now.status));
    },

    async changeBudget(scope: Principal, id: string, budgetNano: number): Promise<Run> {
      await findRow(scope, id);
      await store.changeBudget(scope, id, budgetNano);
      return find(scope, id);
    },

    async remove(scope: Principal, id: string): Promise<void> {
      const { endedAt, ownerName, isCollecting } = await findRow(scope, id);
      if (endedAt === null) throw refuse(409, message("run-not-ended"));
      if (isCollecting) {
        // The job that collects may have failed, or an operator cancelled it.
        await collect(scope, id);
        throw refuse(409, message("run-still-collecting"));
      }
      if (!(await store.remove(scope, id))) throw refuse(403, message("run-not-yours", { owner: ownerName }));
    },

    async listAnswers(
      scope: Principal,
      id: string,
      { cursor, limit, ...wanted }: RunAnswerQuery,
    ): Promise<RunAnswerPage> {
      await findRow(scope, id);
      const rows = await store.listAnswers(scope, id, { ...wanted, after: readCursor(cursor), limit: limit + 1 });
      const items = rows.slice(0, limit).map(({ at, ...row }) => ({ ...row, at: new Date(at).toISOString() }));
      const last = rows.length > limit ? items.at(-1)! : null;
      return { items, next: last && `${last.respondent}.${last.repeat}.${last.position}` };
    },
  };
}

const notSo = (status: RunStatus): Message =>
  message("run-not-so", {
    status: message("verbatim", { text: { en: enRunStatuses[status], de: deRunStatuses[status] } }),
  });

function readCursor(cursor: string | undefined) {
  if (!cursor) return null;
  const [respondent, repeat, position] = cursor.split(".").map(Number);
  return { respondent: respondent!, repeat: repeat!, position: position! };
}

const toIso = (at: Date | string | null): string | null => at && new Date(at).toISOString();

const toSummary = (row: RunSummaryRow): RunSummary => ({
  id: row.id,
  name: row.name,
  survey: { id: row.surveyId, version: row.surveyVersion, name: row.surveyName },
  target: { id: row.targetId, version: row.targetVersion, name: row.targetName },
  settings: row.settings,
  status: row.status,
  ...shownProblem(row.problem),
  progress: { done: row.answered, total: row.total },
  tokens: { input: row.inputTokens, cached: row.cachedTokens, output: row.outputTokens },
  costNano: row.costNano,
  budgetNano: row.budgetNano,
  owner: { userId: row.ownerId, name: row.ownerName },
  createdAt: toIso(row.createdAt)!,
  startedAt: toIso(row.startedAt),
  endedAt: toIso(row.endedAt),
});

const toRun = (row: RunDetailsRow): Run => {
  const { labelling, plan, panel, verdicts, lostCalls, round, answersPerSecond } = row;
  return {
    ...toSummary(row),
    labelling,
    plan,
    panel,
    verdicts,
    lostCalls,
    round: round && toRound(round),
    answersPerSecond,
  };
};

const HOUR_MS = 3_600_000;

function toRound({ sentAt, ...counts }: NonNullable<RunDetailsRow["round"]>): Run["round"] {
  const dueAt = sentAt && new Date(new Date(sentAt).getTime() + BATCH_HOURS * HOUR_MS).toISOString();
  return { ...counts, sentAt: toIso(sentAt), dueAt };
}
