/** All kinds of jobs: the worker has a handler for each, the server may request each. */
import { embedMemoriesJob } from "../memory/embed-memories.job.ts";
import { reconcileBillsJob } from "../reconciliation/reconcile-bills.job.ts";
import { stripPicturesJob } from "../session/material/strip-pictures.job.ts";
import { askPersonasJob } from "../session/probe/ask-personas.job.ts";
import { collectRunJob } from "../survey/run/batch/collect-run.job.ts";
import { runSurveyJob } from "../survey/run/run-survey.job.ts";
import { interviewJob } from "../survey/interview/interview-backstories.job.ts";
import { topUpPoolJob } from "../survey/interview/top-up-pool.job.ts";
import { labelBackstoriesJob } from "../survey/label/label-backstories.job.ts";
import { matchPanelJob } from "../survey/target/match-panel.job.ts";
import { applyRetentionJob, measureStorageJob } from "../storage/storage-jobs.job.ts";
import type { AnyJob } from "./define-job.ts";

export const ALL_JOBS: readonly AnyJob[] = [
  reconcileBillsJob,
  measureStorageJob,
  applyRetentionJob,
  stripPicturesJob,
  embedMemoriesJob,
  labelBackstoriesJob,
  matchPanelJob,
  runSurveyJob,
  collectRunJob,
  interviewJob,
  topUpPoolJob,
  askPersonasJob,
];

export const findJob = (name: string): AnyJob | null => ALL_JOBS.find((each) => each.name === name) ?? null;
