/** Durable work that survives its process (SPEC O7): the declaration of a kind of job, and what its handler gets. */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { z } from "zod";
import type { PolicyName } from "../../schema/messages/call-policies.ts";
import type { Scope } from "../../engine/scope/scope.ts";

export type JobDeclaration<Payload extends object, Checkpoint> = {
  /** Also the name of its queue: letters and hyphens. */
  name: string;
  /** Increase it whenever the meaning of payload, checkpoint or prompts changes. */
  version: number;
  /** The oldest version whose jobs its handler can still finish; older ones fail with a message. */
  finishesFrom: number;
  payload: z.ZodType<Payload>;
  /** The state from which a job resumes after its process died. */
  checkpoint: z.ZodType<Checkpoint>;
  /** Number of consecutive failures without a new checkpoint that are retried. The next one makes it a dead letter. */
  retries: number;
  /** First retry delay; it doubles with each failure. */
  firstRetrySeconds: number;
  /** Time limit of one attempt. The next one resumes from the last checkpoint. */
  timeoutSeconds: number;
  /** The policy of its scope: limits, time-outs and priority of its model calls. */
  policy: PolicyName;
  /**
   * "one-per-workspace": while one is queued or running, another is not added. "one-per-payload": while one of the same
   * workspace and payload is queued, running or paused.
   */
  admits: "any-number" | "one-per-workspace" | "one-per-payload";
  concurrency: {
    /** Maximum running in one worker process. */
    perProcess: number;
    /** Maximum running of one workspace, over all processes. */
    perWorkspace: number;
  };
  /** When one is cancelled, one of this kind with its payload is ordered in the same step, and ends what it was for. */
  afterCancel?: AnyJob;
  /** Cron, in UTC; once for each workspace, or once for all of them together. The payload is then `{}`. */
  schedule?: { cron: string; for: "each-workspace" | "system" };
};

/** A declaration with any payload and checkpoint. */
export type AnyJob = JobDeclaration<object, unknown>;

/** Does nothing at run time: it infers the types of a declaration. */
export const defineJob = <Payload extends object, Checkpoint>(
  declaration: JobDeclaration<Payload, Checkpoint>,
): JobDeclaration<Payload, Checkpoint> => declaration;

export type JobProgress = { done: number; total: number | null };
export type JobStep<Checkpoint> = (em: EntityManager) => Promise<{
  checkpoint: Checkpoint;
  progress: JobProgress;
  /** False of a step that every attempt begins with: it forgives no earlier failure. */
  isProgress?: boolean;
}>;

export type RunningJob<Payload, Checkpoint> = {
  id: string;
  /**
   * For whom it works: its requester, or the system for its schedule. Its signal aborts with a JobStopped when it
   * is paused, cancelled or out of time, or its worker ends.
   */
  scope: Scope;
  /** Version of the declaration when the job was requested, whose rules and prompts apply. */
  version: number;
  payload: Payload;
  /** The last saved checkpoint; null before the first. */
  checkpoint: Checkpoint | null;
  /**
   * Takes a step: what `step` writes is stored together with the checkpoint it returns, in one transaction. After a
   * crash either all of it is there, and is not done again, or none of it.
   * @throws JobStopped once it is stored, when the job is to stop; or with nothing stored, when another process has it now
   */
  save(step: JobStep<Checkpoint>): Promise<void>;
};

export type JobHandler<Payload, Checkpoint> = (job: RunningJob<Payload, Checkpoint>) => Promise<void>;

export type HandledJob = { declaration: AnyJob; run: JobHandler<object, unknown> };

export const handleJob = <Payload extends object, Checkpoint>(
  declaration: JobDeclaration<Payload, Checkpoint>,
  run: JobHandler<Payload, Checkpoint>,
): HandledJob => ({ declaration, run: run as JobHandler<object, unknown> });

/**
 * A handler throws one while it waits for something that takes long: its attempt ends, which frees its place, and the
 * next one begins after that time.
 */
export class JobPostponed extends Error {
  readonly seconds: number;

  constructor(seconds: number) {
    super(`The job continues in ${seconds} s.`);
    this.name = "JobPostponed";
    this.seconds = seconds;
  }
}

export type StopReason = "pause" | "cancel" | "time-out" | "shutdown" | "taken-over";

/** Why a job must stop before it is done. A handler throws one with "pause" to have its own job paused. */
export class JobStopped extends Error {
  readonly reason: StopReason;

  constructor(reason: StopReason) {
    super(`The job is to stop: ${reason}.`);
    this.name = "JobStopped";
    this.reason = reason;
  }
}
