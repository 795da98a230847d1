/** Takes jobs off the queue, in any number of processes, and runs each attempt to its end (SPEC O7). */
import { setTimeout as wait } from "node:timers/promises";
import { message } from "../../schema/messages/message.ts";
import { attemptJob, ENDED_BY } from "./attempt-job.ts";
import { JobStopped, type HandledJob } from "./define-job.ts";
import type { JobAttempts } from "./job-attempts.store.ts";
import type { JobQueue, TakenTicket } from "./job-queue.adapter.ts";
import type { JobWorkers } from "./job-workers.store.ts";
import { keepSchedules, type ScheduledWorkspaces } from "./keep-schedules.ts";
import type { LostJobs } from "./lost-jobs.store.ts";
import type { HeldJob, Outcome } from "./settle-job.store.ts";

export type JobRunnerPorts = {
  queue: JobQueue;
  attempts: JobAttempts;
  lost: LostJobs;
  workers: JobWorkers;
  handled: readonly HandledJob[];
  workspaces: ScheduledWorkspaces;
  version: string;
  report(error: unknown): void;
};

export type JobRunner = {
  /** Gives running jobs back at their next checkpoint, and waits a while for that. */
  close(): Promise<void>;
};

const BEAT_MS = 2_000;
/** Jobs that do not stop by then are taken over by another process. */
const CLOSE_PATIENCE_MS = 5_000;

export async function startJobRunner(ports: JobRunnerPorts): Promise<JobRunner> {
  const { queue, attempts, lost, workers, version, report } = ports;
  const running = new Map<HeldJob, AbortController>();
  const ended = new Set<Promise<void>>();
  let isClosing = false;

  async function take(ticket: TakenTicket, handled: HandledJob): Promise<void> {
    const { declaration } = handled;
    const job = await attempts.take(ticket, declaration);
    if (!job) return;
    const stop = new AbortController();
    if (isClosing) stop.abort(new JobStopped("shutdown"));
    else if (job.wish) stop.abort(new JobStopped(job.wish));
    ticket.signal.addEventListener("abort", () => stop.abort(new JobStopped("taken-over")));
    const tooLong = setTimeout(() => stop.abort(new JobStopped("time-out")), declaration.timeoutSeconds * 1000);
    running.set(job, stop);
    try {
      await attempts.settle(job, await attemptJob(job, handled, stop.signal, { save: attempts.save, report }));
    } finally {
      clearTimeout(tooLong);
      running.delete(job);
    }
  }

  const addSchedules = keepSchedules(
    queue,
    ports.handled.map(({ declaration }) => declaration),
    ports.workspaces,
  );

  async function beat(): Promise<void> {
    await workers.beat(version);
    await addSchedules();
    await lost.recover((job) => (job.wish ? { type: ENDED_BY[job.wish] } : WORKER_DIED));
    if (running.size === 0) return;
    const wishes = await attempts.readWishes([...running.keys()]);
    for (const [job, stop] of running) {
      const wish = wishes.get(job.id);
      if (wish !== null) stop.abort(new JobStopped(wish ?? "taken-over"));
    }
  }

  const closing = new AbortController();
  const beating = (async () => {
    while (!closing.signal.aborted) {
      await beat().catch(report);
      await wait(BEAT_MS, undefined, { signal: closing.signal }).catch(() => undefined);
    }
  })();
  await lost.buryUnknown(
    ports.handled.map(({ declaration }) => declaration.name),
    message("job-unknown"),
  );
  await queue.onDeadLetter((jobId, ticketId) => lost.bury(jobId, ticketId, message("job-gave-no-sign")));
  for (const each of ports.handled) {
    await queue.work(each.declaration, (ticket) => {
      const taken = take(ticket, each);
      const settled = taken.catch(() => undefined).finally(() => ended.delete(settled));
      ended.add(settled);
      return taken;
    });
  }
  return {
    async close() {
      isClosing = true;
      for (const stop of running.values()) stop.abort(new JobStopped("shutdown"));
      await Promise.race([Promise.all(ended), wait(CLOSE_PATIENCE_MS, undefined, { ref: false })]);
      closing.abort();
      await beating;
      await workers.leave();
    },
  };
}

const WORKER_DIED: Outcome = {
  type: "failed",
  problem: message("job-worker-died"),
  reason: "its process died",
  isCrash: true,
};
