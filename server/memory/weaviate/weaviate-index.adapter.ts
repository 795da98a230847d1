/** The index in Weaviate; where a workspace's memories may not be there, the embedded one. */
import { setTimeout as wait } from "node:timers/promises";
import type { Database } from "../../database/open-database.store.ts";
import type { OpenMemoryIndex } from "../memory-index.ts";
import type { InStep } from "./keep-in-step.process.ts";
import { rankInWeaviate } from "./rank-in-weaviate.ts";
import type { Weaviate } from "./weaviate.adapter.ts";

type Parts = {
  database: Database;
  weaviate: Weaviate;
  inStep: InStep;
  mayHold(workspaceId: string): Promise<boolean>;
  openEmbedded: OpenMemoryIndex;
};

/** So long does a caller wait until what it changed can be found; later it is found all the same. */
const PASSED_ON_MS = 250;

/** While Weaviate is unavailable, nothing is found: talk continues from its last turns. */
export const weaviateIndex =
  ({ database, weaviate, inStep, mayHold, openEmbedded }: Parts): OpenMemoryIndex =>
  (source) => {
    const embedded = openEmbedded(source);
    const passOn = () => Promise.race([inStep.run(), wait(PASSED_ON_MS, undefined, { ref: false })]);
    return {
      async rank(persona, query) {
        if (!(await mayHold(persona.workspaceId))) return embedded.rank(persona, query);
        const collection = await inStep.findCollection();
        if (collection === null) return [];
        const parts = { database, weaviate, collection, accessedAt: source.accessedAt };
        return rankInWeaviate(parts, persona, query).catch(async (error: unknown) => {
          await inStep.check(error);
          return [];
        });
      },
      async set(personaId, memories) {
        await Promise.all([embedded.set(personaId, memories), passOn()]);
      },
      async remove(personaId, memoryId) {
        await Promise.all([embedded.remove(personaId, memoryId), passOn()]);
      },
      async close() {
        await inStep.close();
        await weaviate.close();
        await embedded.close();
      },
    };
  };
