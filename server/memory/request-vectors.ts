/** Requests the job that makes missing vectors, where there are some to make. */
import type { EmbeddingSource } from "../../engine/model/embedding-source.ts";
import { routeName } from "../../engine/model/language-model.ts";
import type { Database } from "../database/open-database.store.ts";
import type { Jobs } from "../jobs/jobs.store.ts";
import { embedMemoriesJob } from "./embed-memories.job.ts";
import { listWorkspacesMissingVectors } from "./missing-vectors.store.ts";

export function createVectorRequests(database: Database, embedding: EmbeddingSource, jobs: Pick<Jobs, "order">) {
  const ofWorkspace = async (workspaceId: string): Promise<void> => {
    // "already-there" is as good.
    await jobs.order(embedMemoriesJob, {}, { workspaceId, actor: { kind: "system", name: "memory" } });
  };
  return {
    ofWorkspace,
    /** After the start, and after a change of the model. */
    async whereMissing(): Promise<void> {
      const model = embedding.get();
      if (!model) return;
      for (const workspaceId of await listWorkspacesMissingVectors(database, routeName(model.route)))
        await ofWorkspace(workspaceId);
    },
  };
}
