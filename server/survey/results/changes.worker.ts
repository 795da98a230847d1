/** Compares two runs off the main thread, and ends (SPEC S7). */
import { parentPort, workerData } from "node:worker_threads";
import { compareRuns } from "../../../engine/survey/results/compare-runs.ts";
import type { ChangesInput } from "./compare-in-worker.adapter.ts";

const { before, after, seed } = workerData as ChangesInput;
parentPort?.postMessage(compareRuns(before, after, seed));
