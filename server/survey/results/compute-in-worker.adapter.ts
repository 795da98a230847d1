import type { ResultsInput } from "../../../engine/survey/results/results-input.ts";
import type { RunResults } from "../../../schema/messages/run-results.ts";
import { runInThread } from "../run-in-thread.adapter.ts";

/** Thousands of bootstrap draws take seconds. @throws what the thread threw */
export const computeInWorker = (input: ResultsInput, signal: AbortSignal): Promise<RunResults> =>
  runInThread(new URL("./results.worker.ts", import.meta.url), input, signal);
