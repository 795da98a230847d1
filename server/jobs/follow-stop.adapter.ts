/** How the calls of a job end when it is to stop (SPEC O7, S6). */
import { JobStopped, type StopReason } from "./define-job.ts";

/**
 * What calls in progress have left to finish in, as their answers are paid for, when their job is to stop. A worker that
 * ends waits 5 s; the queue gives a job away 60 s after its time.
 */
const GRACE_MS: Partial<Record<StopReason, number>> = { pause: 60_000, "time-out": 30_000, shutdown: 4_000 };

/**
 * A cancelled job, and one that another process has, leave calls in progress no time.
 * @param signal the job's
 * @param enough aborts at once: nothing more is to be called
 * @param calls aborts the calls in progress, once they have had their time
 */
export function followStop(signal: AbortSignal, enough: AbortController, calls: AbortController) {
  let grace: NodeJS.Timeout | undefined;
  const onStop = () => {
    enough.abort(signal.reason);
    const { reason } = signal;
    const graceMs = reason instanceof JobStopped ? GRACE_MS[reason.reason] : undefined;
    if (graceMs !== undefined) grace = setTimeout(() => calls.abort(reason), graceMs);
    else calls.abort(reason);
  };
  signal.addEventListener("abort", onStop, { once: true });
  if (signal.aborted) onStop();
  return {
    end: () => {
      clearTimeout(grace);
      signal.removeEventListener("abort", onStop);
    },
  };
}
