import type { ComparedRun } from "../../../engine/survey/results/compare-runs.ts";
import type { RunChanges } from "../../../schema/messages/run-changes.ts";
import { runInThread } from "../run-in-thread.adapter.ts";

export type ChangesInput = { before: ComparedRun; after: ComparedRun; seed: number };

/** @throws what the thread threw */
export const compareInWorker = (input: ChangesInput, signal: AbortSignal): Promise<RunChanges> =>
  runInThread(new URL("./changes.worker.ts", import.meta.url), input, signal);
