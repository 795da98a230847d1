/** Life interviews of a workspace (SPEC S2): asked for, watched, paused, and what became of them. */
import { estimateRound } from "../../../engine/survey/interview/estimate-round.ts";
import { measureSpread } from "../../../engine/survey/backstory/measure-spread.ts";
import { UnknownPrice } from "../../../engine/model/price/price.ts";
import type { Principal } from "../../../engine/scope/scope.ts";
import type {
  InterviewDraft,
  InterviewEstimate,
  InterviewRound,
  InterviewRounds,
  InterviewVoices,
  InterviewWish,
  PoolPlan,
  PoolPlanView,
  PoolQuality,
  SetAsidePage,
  SetAsideQuery,
} from "../../../schema/messages/interview.ts";
import type { JobAction } from "../../../schema/messages/job.ts";
import { inEnglish, message, type Message } from "../../../schema/messages/message.ts";
import { LIFE_QUESTIONS } from "../../../schema/rules/survey/life-questions.ts";
import { Problem } from "../../http/problem.ts";
import type { Jobs } from "../../jobs/jobs.store.ts";
import { shownProblem } from "../../messages/shown-problem.ts";
import type { RunningVoices } from "../../models/voice-dependencies.ts";
import { chooseVoices, listInterviewVoices } from "./choose-voices.ts";
import { countWanted } from "./conduct-round.ts";
import { interviewJob } from "./interview-backstories.job.ts";
import type { InterviewStore, RoundRow } from "./interview.store.ts";

export type InterviewsPorts = {
  store: InterviewStore;
  jobs: Pick<Jobs, "order" | "act">;
  voices: Pick<RunningVoices, "describe" | "prices">;
  now(): Date;
};

export type Interviews = ReturnType<typeof createInterviews>;

export const createInterviews = (ports: InterviewsPorts) => ({ ...keepRounds(ports), ...keepPool(ports) });

function keepRounds({ store, jobs, voices, now }: InterviewsPorts) {
  const findRow = async (scope: Principal, id: string): Promise<RoundRow> => {
    const found = await store.findRound(scope, id);
    if (!found) throw refuse(404, message("no-such-interviews"));
    return found;
  };
  const find = async (scope: Principal, id: string): Promise<InterviewRound> => toRound(await findRow(scope, id));
  return {
    find,

    listVoices: (): InterviewVoices => listInterviewVoices(voices.describe()),

    /** @throws Problem when there is no interviewee, no other route to check, or a paid one without a price */
    estimate(wish: InterviewDraft): InterviewEstimate {
      const { interviewee, critic, routes } = chooseVoices(voices.describe(), wish);
      const interviews = countWanted(wish.people);
      try {
        return {
          interviews,
          interviewee,
          critic,
          ...estimateRound(interviews, routes, voices.prices, now().toISOString()),
        };
      } catch (error) {
        if (error instanceof UnknownPrice) throw new Problem(422, error.message, error.reason);
        throw error;
      }
    },

    async begin(scope: Principal, wish: InterviewWish): Promise<InterviewRound> {
      const { interviewee, critic, form } = chooseVoices(voices.describe(), wish);
      const id = await orderRound({ store, jobs }, scope, { wish, interviewee, form, critic, isByPlan: false });
      return find(scope, id);
    },

    async list(scope: Principal): Promise<InterviewRounds> {
      return { items: (await store.listRounds(scope)).map(toRound) };
    },

    /** What cannot be done now changes nothing. */
    async act(scope: Principal, id: string, action: JobAction): Promise<InterviewRound> {
      const { jobId } = await findRow(scope, id);
      if (jobId !== null) await jobs.act(scope, jobId, action);
      return find(scope, id);
    },

    async listSetAside(scope: Principal, query: SetAsideQuery): Promise<SetAsidePage> {
      const rows = await store.listSetAside(scope, { ...query, limit: query.limit + 1 });
      const items = rows.slice(0, query.limit).map(({ nearestId, nearestTitle, nearestShare, at, ...row }) => ({
        ...row,
        nearest: nearestId === null ? null : { id: nearestId, title: nearestTitle ?? "", share: nearestShare ?? 0 },
        at: new Date(at).toISOString(),
      }));
      const last = items.at(-1);
      return { items, next: rows.length > query.limit && last ? `${last.roundId}.${last.place}` : null };
    },
  };
}

function keepPool({ store }: Pick<InterviewsPorts, "store">) {
  const readPlan = async (scope: Principal): Promise<PoolPlanView> => {
    const found = await store.findPlan(scope);
    if (!found) return { plan: null, owner: null, updatedAt: null };
    const { plan, ownerId, ownerName, updatedAt } = found;
    return { plan, owner: { userId: ownerId, name: ownerName }, updatedAt: new Date(updatedAt).toISOString() };
  };
  return {
    readPlan,

    async setPlan(scope: Principal, plan: PoolPlan): Promise<PoolPlanView> {
      await store.keepPlan(scope, plan);
      return readPlan(scope);
    },

    async readQuality(scope: Principal): Promise<PoolQuality> {
      const [figures, rows] = await Promise.all([store.readQuality(scope), store.listVectors(scope)]);
      const vectors = rows.map(
        ({ embedding: { buffer, byteOffset, byteLength } }) =>
          new Float32Array(buffer.slice(byteOffset, byteOffset + byteLength)),
      );
      return { ...figures, meanDistance: measureSpread(vectors), embedded: vectors.length };
    },
  };
}

/** @returns its id */
export async function orderRound(
  { store, jobs }: Pick<InterviewsPorts, "jobs"> & { store: Pick<InterviewStore, "insertRound" | "keepJob"> },
  scope: Principal,
  round: Parameters<InterviewStore["insertRound"]>[1],
): Promise<string> {
  const id = await store.insertRound(scope, round);
  const ordered = await jobs.order(interviewJob, { roundId: id }, scope);
  if ("refused" in ordered) throw new Error(`the queue took no ${interviewJob.name}: ${ordered.refused}`);
  await store.keepJob(scope, id, ordered.id);
  return id;
}

const refuse = (status: number, said: Message): Problem => new Problem(status, inEnglish(said), said);

/** A job that was deleted had ended. */
function toRound(row: RoundRow): InterviewRound {
  const { ownerId, ownerName, jobId: _jobId, isBeingOrdered, status, problem, createdAt, ...rest } = row;
  const { told, setAside, accepted, rejected, ...round } = rest;
  const wanted = countWanted(row.wish.people);
  const isDone = told + setAside >= wanted;
  return {
    ...round,
    ...shownProblem(isDone ? null : problem),
    owner: { userId: ownerId, name: ownerName },
    status: isDone ? "completed" : (status ?? (isBeingOrdered ? "queued" : "cancelled")),
    interviews: { wanted, told, setAside },
    answers: { accepted, rejected, total: (wanted - setAside) * LIFE_QUESTIONS.length },
    createdAt: new Date(createdAt).toISOString(),
  };
}
