/** Makes the vectors that are missing, or that another embedding model made (SPEC M5, O7). */
import { z } from "zod";
import { ModelError, routeName, type EmbeddingModel } from "../../engine/model/language-model.ts";
import type { Scope } from "../../engine/scope/scope.ts";
import type { Database } from "../database/open-database.store.ts";
import { defineJob, handleJob, type HandledJob } from "../jobs/define-job.ts";
import { toColumns } from "./memory-rows.store.ts";
import { storeVectorsIn } from "./memory-statements.store.ts";
import { countMissingVectors, readMissingVectors, type MissingVector } from "./missing-vectors.store.ts";

export const embedMemoriesJob = defineJob({
  name: "embed-memories",
  version: 1,
  finishesFrom: 1,
  payload: z.object({}),
  checkpoint: z.object({
    /** The model that `done` counts the vectors of. */
    model: z.string(),
    done: z.number(),
  }),
  retries: 12,
  firstRetrySeconds: 5,
  timeoutSeconds: 6 * 60 * 60,
  policy: "system",
  admits: "one-per-workspace",
  concurrency: { perProcess: 1, perWorkspace: 1 },
});

/** Texts per call and transaction. */
const TEXTS_AT_ONCE = 64;

export type OpenedEmbedding = { model: EmbeddingModel; close(): Promise<void> };

/** @param openModel the embedding model that servers use now; null where none is ready */
export const embedMemories = (database: Database, openModel: () => Promise<OpenedEmbedding | null>): HandledJob =>
  handleJob(embedMemoriesJob, async ({ scope, checkpoint, save }) => {
    const opened = await openModel();
    if (!opened) throw new Error("no embedding model is ready on this machine");
    const { model } = opened;
    const name = routeName(model.route);
    let done = checkpoint?.model === name ? checkpoint.done : 0;
    try {
      for (;;) {
        const memories = await readMissingVectors(database, scope.workspaceId, name, TEXTS_AT_ONCE);
        if (memories.length === 0) return;
        const made = await embedEach(model, memories, scope);
        const left = await countMissingVectors(database, scope.workspaceId, name);
        await save(async (em) => {
          await storeVectorsIn(em, made, embedMemoriesJob.name);
          done += made.length;
          return { checkpoint: { model: name, done }, progress: { done, total: done + left - made.length } };
        });
      }
    } finally {
      await opened.close();
    }
  });

/** A text that may not be sent stays without a vector under the model's name, which is how it is not tried again. */
async function embedEach(model: EmbeddingModel, memories: readonly MissingVector[], scope: Scope) {
  const embed = async (some: readonly MissingVector[]) => {
    const vectors = await model.embed(
      some.map(({ text }) => text),
      scope,
    );
    return some.map((memory, index) => ({
      ...memory,
      ...toColumns({ values: vectors[index]!, model: routeName(model.route) }),
    }));
  };
  const isRefused = (error: unknown) => error instanceof ModelError && error.code === "bad-request";
  try {
    return await embed(memories);
  } catch (error) {
    if (!isRefused(error)) throw error;
  }
  const made = [];
  for (const memory of memories) {
    try {
      made.push(...(await embed([memory])));
    } catch (error) {
      if (!isRefused(error)) throw error;
      made.push({ ...memory, ...toColumns(null), embeddingModel: routeName(model.route) });
    }
  }
  return made;
}
