/** All kinds of jobs: the worker has a handler for each, the server may request each. */
import { reconcileBillsJob } from "../reconciliation/reconcile-bills.job.ts";
import { applyRetentionJob, measureStorageJob } from "../storage/storage-jobs.job.ts";
import type { AnyJob } from "./define-job.ts";

export const ALL_JOBS: readonly AnyJob[] = [reconcileBillsJob, measureStorageJob, applyRetentionJob];

export const findJob = (name: string): AnyJob | null => ALL_JOBS.find((each) => each.name === name) ?? null;
