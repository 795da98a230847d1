/** Writes one Word document off the main thread, of turns that come in pages, and ends (SPEC C8). */
import { parentPort, workerData } from "node:worker_threads";
import type { StoredTurn } from "../../../schema/messages/conversation.ts";
import type { Exported } from "./exported.ts";
import { writeDocx } from "./write-docx.ts";

/** Null: that was all. */
export type DocxPage = StoredTurn[] | null;

const turns: StoredTurn[] = [];
const { promise, resolve } = Promise.withResolvers<void>();
parentPort!.on("message", (page: DocxPage) => (page ? turns.push(...page) : resolve()));
await promise;
parentPort!.postMessage(await writeDocx(workerData as Omit<Exported, "readTurns">, turns));
