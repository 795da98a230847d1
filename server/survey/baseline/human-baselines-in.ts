import type { Database } from "../../database/open-database.store.ts";
import { createHumanBaselineStore } from "./human-baseline.store.ts";
import { createHumanBaselines, type HumanBaselines, type HumanBaselinesPorts } from "./human-baselines.ts";
import { readInWorker } from "./read-in-worker.adapter.ts";

/** People's answers, over a database; files are read in threads. */
export const humanBaselinesIn = (
  database: Database,
  ports: Omit<HumanBaselinesPorts, "store" | "read">,
): HumanBaselines => createHumanBaselines({ ...ports, store: createHumanBaselineStore(database), read: readInWorker });
