/** One attempt at a job: from its stored state to its outcome. */
import { scopeOfSystem } from "../../engine/scope/scope.ts";
import { message, type Message } from "../../schema/messages/message.ts";
import { JobPostponed, JobStopped, type AnyJob, type HandledJob, type JobStep, type RunningJob } from "./define-job.ts";
import type { HeldJob, Outcome } from "./settle-job.store.ts";

export type AttemptPorts = {
  /** @returns false, with nothing stored, when a later attempt has begun */
  save(job: HeldJob, step: JobStep<unknown>): Promise<boolean>;
  report(error: unknown): void;
};

/** @param signal aborts with a JobStopped */
export async function attemptJob(
  job: HeldJob,
  { declaration, run }: HandledJob,
  signal: AbortSignal,
  { save, report }: AttemptPorts,
): Promise<Outcome> {
  const stale = findStale(job, declaration);
  if (stale) return { type: "dead", problem: stale };
  try {
    signal.throwIfAborted();
    await run(toRunningJob(job, declaration, signal, save));
    return { type: "completed" };
  } catch (error) {
    const stopped = signal.aborted && signal.reason instanceof JobStopped ? signal.reason.reason : null;
    if (stopped !== null && stopped !== "time-out") return { type: ENDED_BY[stopped] };
    if (error instanceof JobPostponed) return { type: "postponed", seconds: error.seconds };
    // Its handler found that it cannot continue until a person does something.
    if (error instanceof JobStopped && error.reason === "pause") return { type: "paused" };
    if (!(error instanceof JobStopped)) report(error);
    return failed(stopped === null ? error : new Error(`not done after ${declaration.timeoutSeconds} s`));
  }
}

export const ENDED_BY = {
  pause: "paused",
  cancel: "cancelled",
  shutdown: "given-back",
  // Changes nothing, because another process has it.
  "taken-over": "given-back",
} as const;

const failed = (error: unknown): Outcome => {
  const reason = error instanceof Error ? error.message : String(error);
  return { type: "failed", problem: message("job-failed", { problem: reason }), reason, isCrash: false };
};

/** Why this version must not continue what another version began; null when it may. */
function findStale({ name, version, payload, checkpoint }: HeldJob, declaration: AnyJob): Message | null {
  if (version < declaration.finishesFrom) return message("job-too-old", { name, version });
  if (version > declaration.version) return message("job-too-new", { name, version });
  const isRead =
    declaration.payload.safeParse(payload).success &&
    (checkpoint === null || declaration.checkpoint.safeParse(checkpoint).success);
  return isRead ? null : message("job-unreadable", { name });
}

function toRunningJob(
  job: HeldJob,
  declaration: AnyJob,
  signal: AbortSignal,
  save: AttemptPorts["save"],
): RunningJob<object, unknown> {
  const { id, workspaceId, ownerId, version, payload, checkpoint } = job;
  return {
    id,
    version,
    scope: {
      ...scopeOfSystem(workspaceId, job.name, signal),
      ...(ownerId !== null && { actor: { kind: "person", userId: ownerId } }),
      policy: declaration.policy,
    },
    payload: declaration.payload.parse(payload),
    checkpoint: checkpoint === null ? null : declaration.checkpoint.parse(checkpoint),
    async save(step) {
      if (!(await save(job, step))) throw new JobStopped("taken-over");
      signal.throwIfAborted();
    },
  };
}
