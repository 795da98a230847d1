/** Work that outlives the process that does it (SPEC O7): what is declared of a kind of job, and what its handler gets. */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { z } from "zod";
import type { PolicyName } from "../../schema/messages/call-policies.ts";
import type { Scope } from "../../engine/scope/scope.ts";

export type JobDeclaration<Payload extends object, Checkpoint> = {
  /** Names its queue: letters and hyphens. */
  name: string;
  /** Raise it whenever payload, checkpoint or prompts mean something else than before. */
  version: number;
  /** The oldest version whose jobs its handler still finishes as they were begun; older ones stop, and say so. */
  finishesFrom: number;
  payload: z.ZodType<Payload>;
  /** Where a job goes on after its process died. */
  checkpoint: z.ZodType<Checkpoint>;
  /** Failures in a row without a new checkpoint that are forgiven. The next one makes it a dead letter. */
  retries: number;
  /** Doubles with each failure. */
  firstRetrySeconds: number;
  /** Of one attempt. One that had got further goes on from there. */
  timeoutSeconds: number;
  /** Of its scope: limits, time-outs and priority of its model calls. */
  policy: PolicyName;
  /** "one-per-workspace": while one waits or runs, another is not added. */
  admits: "any-number" | "one-per-workspace";
  concurrency: {
    /** At once in one worker process. */
    perProcess: number;
    /** At once of one workspace, over all processes. */
    perWorkspace: number;
  };
  /** When it is due by itself, for each workspace: cron, in UTC. Its payload is then `{}`. */
  schedule?: string;
};

/** A declaration of any payload and checkpoint. */
export type AnyJob = JobDeclaration<object, unknown>;

/** Checks nothing and adds nothing: it ties the types of a declaration together. */
export const defineJob = <Payload extends object, Checkpoint>(
  declaration: JobDeclaration<Payload, Checkpoint>,
): JobDeclaration<Payload, Checkpoint> => declaration;

export type JobProgress = { done: number; total: number | null };
export type JobStep<Checkpoint> = (em: EntityManager) => Promise<{ checkpoint: Checkpoint; progress: JobProgress }>;

export type RunningJob<Payload, Checkpoint> = {
  id: string;
  /**
   * For whom it works: who asked for it, or the system for its schedule. Its signal aborts, with a JobStopped, when it
   * is paused, cancelled, out of time or its worker ends.
   */
  scope: Scope;
  /** Of the declaration when the job was asked for: it is finished by the rules and prompts of that one. */
  version: number;
  payload: Payload;
  /** What was saved last; null: nothing yet. */
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

export type StopReason = "pause" | "cancel" | "time-out" | "shutdown" | "taken-over";

/** Why a job is to stop before it is done. */
export class JobStopped extends Error {
  readonly reason: StopReason;

  constructor(reason: StopReason) {
    super(`The job is to stop: ${reason}.`);
    this.name = "JobStopped";
    this.reason = reason;
  }
}
