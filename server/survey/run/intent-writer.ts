/** Writes down each paid call before it is made (SPEC S6): many that are about to be made share one statement. */
import type { RunAtWork, RunCall, RunWork } from "./run-work.store.ts";

export type IntentWriter = {
  /** Resolves when it is stored; then the call may be made. */
  intend(call: RunCall): Promise<void>;
  /** It failed, and nothing of it is open. */
  fail(call: RunCall): void;
  withdrawFailed(): Promise<void>;
};

export function createIntentWriter(run: RunAtWork, work: Pick<RunWork, "intendCalls" | "withdrawCalls">): IntentWriter {
  let next: { calls: RunCall[]; stored: Promise<void> } | null = null;
  let writing: Promise<void> = Promise.resolve();
  const failed: RunCall[] = [];

  /** Those that come while a statement is being executed go with the next one. */
  function begin(): NonNullable<typeof next> {
    const calls: RunCall[] = [];
    const stored = writing
      .catch(() => undefined)
      .then(() => {
        next = null;
        return work.intendCalls(run, calls).then(() => undefined);
      });
    writing = stored;
    return { calls, stored };
  }

  return {
    intend(call) {
      next ??= begin();
      next.calls.push(call);
      return next.stored;
    },
    fail: (call) => void failed.push(call),
    withdrawFailed: async () => void (await work.withdrawCalls(run, failed)),
  };
}
