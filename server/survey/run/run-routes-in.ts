import { createBillingStore } from "../../budget/billing.store.ts";
import type { Database } from "../../database/open-database.store.ts";
import type { Route } from "../../http/define-route.ts";
import type { Jobs } from "../../jobs/jobs.store.ts";
import { createLaunch, type LaunchPorts } from "./launch-run.ts";
import { runRoutes } from "./run.route.ts";
import { createRunRates } from "./run-rate.store.ts";
import { createRunStore } from "./run.store.ts";
import { createRuns } from "./runs.ts";

type RunPorts = Omit<LaunchPorts, "runs" | "billing" | "rates" | "now"> & { jobs: Pick<Jobs, "order" | "act"> };

/** The routes of runs, over a database. */
export function runRoutesIn(database: Database, { jobs, ...ports }: RunPorts): Route[] {
  const runs = createRuns(createRunStore(database), jobs);
  const [billing, rates] = [createBillingStore(database), createRunRates(database)];
  return runRoutes(runs, createLaunch({ ...ports, runs, billing, rates, now: database.now }));
}
