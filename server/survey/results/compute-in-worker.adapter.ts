import { once } from "node:events";
import { Worker } from "node:worker_threads";
import type { ResultsInput } from "../../../engine/survey/results/results-input.ts";
import type { RunResults } from "../../../schema/messages/run-results.ts";

/** Thousands of bootstrap draws take seconds, which the server's own thread has not. @throws what the thread threw */
export async function computeInWorker(input: ResultsInput, signal: AbortSignal): Promise<RunResults> {
  const worker = new Worker(new URL("./results.worker.ts", import.meta.url), { workerData: input });
  try {
    const [results] = (await once(worker, "message", { signal })) as [RunResults];
    return results;
  } finally {
    await worker.terminate();
  }
}
