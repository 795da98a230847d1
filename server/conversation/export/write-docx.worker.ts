/** Writes one Word document off the main thread, and ends (SPEC C8). */
import { parentPort, workerData } from "node:worker_threads";
import type { Exported } from "./exported.ts";
import { writeDocx } from "./write-docx.ts";

const bytes = await writeDocx(workerData as Exported);
parentPort?.postMessage(bytes);
