/** Measures the disk space of data, and deletes expired data. */
import { z } from "zod";
import { StorageKind } from "../../schema/messages/storage.ts";
import type { Database } from "../database/open-database.store.ts";
import { defineJob, handleJob, type HandledJob } from "../jobs/define-job.ts";
import { countPast, readRetention, removePast } from "./retention.store.ts";
import { measureStorage } from "./storage.store.ts";

const shared = {
  version: 1,
  finishesFrom: 1,
  payload: z.object({}),
  retries: 3,
  firstRetrySeconds: 60,
  policy: "system",
  admits: "one-per-workspace",
  concurrency: { perProcess: 1, perWorkspace: 1 },
} as const;

export const measureStorageJob = defineJob({
  ...shared,
  name: "measure-storage",
  checkpoint: z.null(),
  timeoutSeconds: 5 * 60,
  schedule: { cron: "10 * * * *", for: "system" },
});

export const applyRetentionJob = defineJob({
  ...shared,
  name: "apply-retention",
  checkpoint: z.object({ done: z.number(), total: z.number() }),
  timeoutSeconds: 60 * 60,
  schedule: { cron: "40 4 * * *", for: "each-workspace" },
});

/** Rows per transaction; a conversation is deleted with its turns. */
const ROWS_AT_ONCE: Record<StorageKind, number> = {
  turns: 20,
  memories: 500,
  vectors: 500,
  pictures: 50,
  jobs: 500,
  ledger: 500,
};

export const storageJobs = (database: Database): HandledJob[] => [
  handleJob(measureStorageJob, () => measureStorage(database)),
  handleJob(applyRetentionJob, async ({ scope: { workspaceId }, checkpoint, save }) => {
    const retention = await readRetention(database.em(), workspaceId);
    const kinds = StorageKind.options.flatMap((kind) => {
      const days = retention[kind];
      return days === null ? [] : [{ kind, days }];
    });
    let { done, total } = checkpoint ?? { done: 0, total: 0 };
    if (!checkpoint) for (const { kind, days } of kinds) total += await countPast(database, workspaceId, kind, days);
    for (const { kind, days } of kinds) {
      const limit = ROWS_AT_ONCE[kind];
      for (let gone = limit; gone === limit;) {
        await save(async (em) => {
          gone = await removePast(em, workspaceId, kind, { days, limit });
          done += gone;
          // More may have expired meanwhile.
          total = Math.max(total, done);
          return { checkpoint: { done, total }, progress: { done, total } };
        });
      }
    }
  }),
];
