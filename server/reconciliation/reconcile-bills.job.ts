import { z } from "zod";
import { defineJob } from "../jobs/define-job.ts";

/** Once a day for all days of late at once: it may begin anew at any time, and needs no checkpoint. */
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
  schedule: "0 4 * * *",
});
