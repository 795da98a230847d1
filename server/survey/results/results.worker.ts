/** Computes the results of one run off the main thread, and ends (SPEC S7). */
import { parentPort, workerData } from "node:worker_threads";
import { computeResults } from "../../../engine/survey/results/compute-results.ts";
import type { ResultsInput } from "../../../engine/survey/results/results-input.ts";

parentPort?.postMessage(computeResults(workerData as ResultsInput));
