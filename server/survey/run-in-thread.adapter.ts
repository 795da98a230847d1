import { once } from "node:events";
import { Worker } from "node:worker_threads";

/**
 * What takes more than a moment runs in a thread of its own: no tick waits for it.
 * @param file a program that posts its result once
 * @throws what the thread threw, or an AbortError
 */
export async function runInThread<Result>(file: URL, input: unknown, signal: AbortSignal): Promise<Result> {
  const worker = new Worker(file, { workerData: input });
  try {
    const [result] = (await once(worker, "message", { signal })) as [Result];
    return result;
  } finally {
    await worker.terminate();
  }
}
