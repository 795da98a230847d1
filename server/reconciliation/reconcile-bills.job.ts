import { z } from "zod";
import { defineJob } from "../jobs/define-job.ts";

/** Compares all recent days once a day. It may restart at any time, so it needs no checkpoint. */
export const reconcileBillsJob = defineJob({
  name: "reconcile-bills",
  version: 1,
  finishesFrom: 1,
  payload: z.object({}),
  checkpoint: z.null(),
  retries: 3,
  firstRetrySeconds: 60,
  timeoutSeconds: 15 * 60,
  policy: "system",
  admits: "one-per-workspace",
  concurrency: { perProcess: 1, perWorkspace: 1 },
  schedule: { cron: "0 4 * * *", for: "system" },
});
