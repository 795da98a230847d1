/** Reads one uploaded baseline off the main thread, and ends (SPEC S7). */
import { parentPort, workerData } from "node:worker_threads";
import { readHumanBaseline } from "../../../schema/rules/survey/baseline/read-human-baseline.ts";
import type { BaselineInput, WrittenBaseline } from "./read-in-worker.adapter.ts";

const input = workerData as BaselineInput;
const { faults, data } = readHumanBaseline(input, input);
const { columns, weights, people, notUnderstood } = data;
parentPort?.postMessage({
  faults,
  ids: Object.keys(columns),
  columnsJson: JSON.stringify(columns),
  weightsJson: weights && JSON.stringify(weights),
  people,
  notUnderstood,
} satisfies WrittenBaseline);
