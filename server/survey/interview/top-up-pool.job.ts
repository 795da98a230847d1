/** Interviews new people when the pool is low, or every week, as its plan says and its budget allows (SPEC S2). */
import { z } from "zod";
import { principalOf, type Principal, type Scope } from "../../../engine/scope/scope.ts";
import { MOST_INTERVIEWS, type InterviewWish, type PoolPlan } from "../../../schema/messages/interview.ts";
import { defineJob, handleJob, type HandledJob } from "../../jobs/define-job.ts";
import type { RunningVoices } from "../../models/voice-dependencies.ts";
import { chooseVoices } from "./choose-voices.ts";
import { orderRound, type InterviewsPorts } from "./interviews.ts";
import type { DuePlan } from "./pool-plan.store.ts";

export const topUpPoolJob = defineJob({
  name: "top-up-pool",
  version: 1,
  finishesFrom: 1,
  payload: z.object({}),
  checkpoint: z.object({ asked: z.number() }),
  retries: 3,
  firstRetrySeconds: 60,
  timeoutSeconds: 15 * 60,
  policy: "system",
  admits: "one-per-workspace",
  concurrency: { perProcess: 1, perWorkspace: 1 },
  schedule: { cron: "17 * * * *", for: "each-workspace" },
});

export type TopUpPorts = Pick<InterviewsPorts, "jobs" | "store"> & {
  findDue(workspaceId: string): Promise<DuePlan | null>;
  openModels(signal: AbortSignal): Promise<{ voices: Pick<RunningVoices, "describe">; close(): Promise<void> }>;
};

export const topUpPool = ({ findDue, openModels, ...ports }: TopUpPorts): HandledJob =>
  handleJob(topUpPoolJob, async ({ scope }) => {
    const due = await findDue(scope.workspaceId);
    const count = due ? countDue(due) : 0;
    if (!due || count === 0) return;
    const opened = await openModels(scope.signal);
    try {
      const wish = toWish(due.plan, count, due.rounds);
      const { interviewee, critic, form } = chooseVoices(opened.voices.describe(), wish);
      await orderRound(ports, keeperOf(scope, due), { wish, interviewee, form, critic, isByPlan: true });
    } finally {
      await opened.close();
    }
  });

/**
 * How many are missing; of the two reasons, the one that asks for more. A pool that stays low, because too few tell
 * their lives, is topped up once a day.
 */
export function countDue({ plan, backstories, daysSinceLast }: DuePlan): number {
  const { isOn, whenBelow, weekly, budgetNano } = plan;
  if (!isOn || budgetNano === 0) return 0;
  const isOver = (days: number) => daysSinceLast === null || daysSinceLast >= days;
  const missing = whenBelow !== null && isOver(1) ? whenBelow - backstories : 0;
  return Math.min(Math.max(missing, isOver(7) ? (weekly ?? 0) : 0, 0), MOST_INTERVIEWS);
}

/** @param rounds how many there were: each gets a seed of its own */
const toWish = ({ setIn, budgetNano }: PoolPlan, count: number, rounds: number): InterviewWish => ({
  people: [{ person: {}, count }],
  setIn,
  budgetNano,
  interviewee: null,
  form: null,
  critic: null,
  mostDraws: 5,
  seed: rounds + 1,
});

const keeperOf = ({ workspaceId }: Scope, { ownerId }: DuePlan): Principal => principalOf(workspaceId, ownerId);
