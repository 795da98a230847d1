import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { Problem } from "../../http/problem.ts";
import { takeTurns } from "../../take-turns.ts";
import type { StoredTurn } from "../../../schema/messages/conversation.ts";
import type { Exported } from "./exported.ts";
import type { DocxPage } from "./write-docx.worker.ts";

/** Enough for 20,000 turns. */
const MEMORY_MIB = 1024;
const TIMEOUT_MS = 120_000;

const MOST_WAITING = 10;
const busy = () =>
  new Problem(503, "The server is writing for others. Try again in a minute.", {
    code: "writer-busy",
    headers: { "Retry-After": "60" },
  });
const tooLong = () =>
  new Problem(422, "This is too long for a Word document. Save it as HTML, which Word opens too.", {
    code: "too-long-for-docx",
  });
const inTurn = takeTurns(1, MOST_WAITING, busy);

/** Thousands of turns take seconds, which the server's own thread has not. One at a time, for they take memory too. */
export const writeDocxInWorker = ({ readTurns, ...exported }: Exported, signal: AbortSignal): Promise<Uint8Array> =>
  inTurn(async () => {
    signal.throwIfAborted();
    const worker = new Worker(new URL("./write-docx.worker.ts", import.meta.url), {
      workerData: exported,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MIB },
    });
    const end = AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]);
    const written = once(worker, "message", { signal: end }).catch((error: unknown) => {
      throw signal.aborted ? error : tooLong();
    }) as Promise<[Uint8Array]>;
    try {
      const [[bytes]] = await Promise.all([written, sendTurns(worker, readTurns("said"))]);
      return bytes;
    } finally {
      await worker.terminate();
    }
  });

async function sendTurns(worker: Worker, pages: AsyncIterable<StoredTurn[]>): Promise<void> {
  const send = (page: DocxPage) => worker.postMessage(page);
  for await (const page of pages) send(page);
  send(null);
}
