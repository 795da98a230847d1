/** Labels traits over the whole pool of backstories, as a durable job (SPEC S3, O7). */
import { z } from "zod";
import type { Scope } from "../../../engine/scope/scope.ts";
import { defineJob, handleJob, type HandledJob } from "../../jobs/define-job.ts";
import type { WorkerVoices } from "../../models/open-worker-voices.adapter.ts";
import { keepEndIn } from "./keep-labels.store.ts";
import { labelPool, type LabelPoolPorts } from "./label-pool.ts";

export const labelBackstoriesJob = defineJob({
  name: "label-backstories",
  version: 1,
  finishesFrom: 1,
  payload: z.object({ labellingId: z.string() }),
  checkpoint: z.object({ done: z.number() }),
  retries: 5,
  firstRetrySeconds: 5,
  timeoutSeconds: 24 * 60 * 60,
  policy: "run",
  admits: "any-number",
  concurrency: { perProcess: 2, perWorkspace: 1 },
});

export type LabelBackstoriesPorts = LabelPoolPorts & { voices: Pick<WorkerVoices, "open"> };

export const labelBackstories = ({ voices, ...ports }: LabelBackstoriesPorts): HandledJob =>
  handleJob(labelBackstoriesJob, async ({ scope: jobScope, payload: { labellingId: id }, save }) => {
    const found = await ports.store.findWork(id);
    // It was deleted meanwhile.
    if (!found) return;
    const scope: Scope = { ...jobScope, subject: { runId: id } };
    const opened = await voices.open(scope.signal);
    try {
      const { endedBy, done } = await labelPool({ ...found, id }, { scope, save }, opened.voices, ports);
      await save(async (em) => {
        if (endedBy) await keepEndIn(em, id, endedBy);
        return { checkpoint: { done }, progress: { done, total: done } };
      });
    } finally {
      await opened.close();
    }
  });
