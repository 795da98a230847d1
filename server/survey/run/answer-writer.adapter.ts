/** Stores answers in batches, together with the progress of the job, in the order in which they came. */
import { setTimeout as wait } from "node:timers/promises";
import { JobStopped } from "../../jobs/define-job.ts";
import type { RunJob } from "./run-ports.ts";
import type { RunAtWork, RunWork, StoredAnswer } from "./run-work.store.ts";

const GATHER_MS = 200;
const LARGEST_BATCH = 1_000;
/** More wait for the database: answers that are only in memory are lost with the process. */
const MOST_WAITING = 2_000;
/** Of the last ones: a database that is away for a moment must not cost what was paid for. */
const FLUSH_TRIES = 3;
const BETWEEN_TRIES_MS = 1_000;

export type AnswerWriter = {
  add(answer: StoredAnswer): void;
  /** Resolves while few enough are waiting. @throws what storing threw */
  room(): Promise<void>;
  /** Resolves when all are stored, also when the job is to stop. @throws what storing threw each time */
  flush(): Promise<void>;
};

export function createAnswerWriter(run: RunAtWork, job: RunJob, work: Pick<RunWork, "keepAnswersIn">): AnswerWriter {
  const pending: StoredAnswer[] = [];
  let done = run.answered;
  let timer: NodeJS.Timeout | null = null;
  let writing: Promise<void> = Promise.resolve();

  /** One batch after the other: a respondent's answers are stored in their order. */
  function write(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    const written = writing.then(async () => {
      while (pending.length > 0) {
        const batch = pending.slice(0, LARGEST_BATCH);
        const saved = job.save(async (em) => {
          done = await work.keepAnswersIn(em, run, batch);
          return { checkpoint: { done }, progress: { done, total: run.total } };
        });
        await saved.catch(passStop);
        // Only now is it committed; one that failed is stored with the next write.
        pending.splice(0, batch.length);
      }
    });
    // Whoever waits for it gets the problem.
    writing = written.catch(() => undefined);
    return written;
  }

  async function flush(tries = FLUSH_TRIES): Promise<void> {
    try {
      await write();
    } catch (error) {
      if (tries === 1 || error instanceof JobStopped) throw error;
      await wait(BETWEEN_TRIES_MS);
      await flush(tries - 1);
    }
  }

  return {
    add(answer) {
      pending.push(answer);
      timer ??= setTimeout(() => void write().catch(() => undefined), GATHER_MS);
    },
    room: () => (pending.length > MOST_WAITING ? write() : Promise.resolve()),
    flush: () => flush(),
  };
}

/** The batch is stored, and calls in progress may still bring answers, which are paid for, too. */
function passStop(error: unknown): void {
  if (!(error instanceof JobStopped) || error.reason === "taken-over") throw error;
}
