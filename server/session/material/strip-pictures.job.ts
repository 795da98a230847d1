/** Pictures that were stored with what cameras and programs write beside them are stored without it (SPEC C9). */
import { z } from "zod";
import { defineJob, handleJob, type HandledJob } from "../../jobs/define-job.ts";
import { stripSome } from "./strip-pictures.store.ts";

export const stripPicturesJob = defineJob({
  name: "strip-pictures",
  version: 1,
  finishesFrom: 1,
  payload: z.object({}),
  checkpoint: z.object({ done: z.number() }),
  retries: 3,
  firstRetrySeconds: 60,
  timeoutSeconds: 60 * 60,
  policy: "system",
  admits: "one-per-workspace",
  concurrency: { perProcess: 1, perWorkspace: 1 },
  // Once there are none left, it finds none at once.
  schedule: { cron: "25 * * * *", for: "system" },
});

export const stripPictures = (): HandledJob =>
  handleJob(stripPicturesJob, async ({ checkpoint, save }) => {
    let { done } = checkpoint ?? { done: 0 };
    for (let stripped = 1; stripped > 0;)
      await save(async (em) => {
        stripped = await stripSome(em);
        done += stripped;
        return { checkpoint: { done }, progress: { done, total: null } };
      });
  });
