import type { Route } from "../../http/define-route.ts";
import type { PrintPage } from "../../print/print-page.adapter.ts";
import type { HumanBaselines } from "../baseline/human-baselines.ts";
import type { RunExport } from "../export/run-export.ts";
import { compareInWorker } from "./compare-in-worker.adapter.ts";
import { computeInWorker } from "./compute-in-worker.adapter.ts";
import { runResultRoutes } from "./run-results.route.ts";
import { createRunResults } from "./run-results.ts";

/** The routes of results, which are computed in threads. */
export function resultRoutesIn(runExport: RunExport, baselines: HumanBaselines, print: PrintPage): Route[] {
  const threads = { compute: computeInWorker, compare: compareInWorker };
  return runResultRoutes(createRunResults(runExport, baselines, threads), runExport, print);
}
