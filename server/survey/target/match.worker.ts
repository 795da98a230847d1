/** Matches one panel off the main thread, reports its progress, and ends (SPEC S4). */
import { parentPort, workerData } from "node:worker_threads";
import { matchPanel } from "../../../engine/survey/match/match-panel.ts";
import type { MatchInput, MatchStep } from "./match-in-worker.adapter.ts";

const { pool, definition, wish } = workerData as MatchInput;
const REPORTS = 20;
const post = (step: MatchStep): void => parentPort?.postMessage(step);

const interval = Math.ceil(wish.size / REPORTS);
const onProgress = (done: number): void => {
  if (done % interval === 0) post({ done });
};
post({ panel: matchPanel(pool, definition, wish, onProgress) });
