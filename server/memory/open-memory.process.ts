/** Memory in a live server: stored, searched, and its vectors kept in step with the embedding model. */
import type { Configuration } from "../configuration/configuration.ts";
import type { Jobs } from "../jobs/jobs.store.ts";
import { createMemoryStore, type StoredMemories } from "./memory.store.ts";
import { openMemoryIndex, type IndexPorts, type OpenedMemoryIndex } from "./open-memory-index.process.ts";
import type { ReflectionStore } from "../../engine/memory/reflection/reflection-store.ts";
import { createReflectionStore } from "./reflection.store.ts";
import { createVectorRequests } from "./request-vectors.ts";

export type OpenedMemory = {
  memory: StoredMemories;
  reflections: ReflectionStore;
  memoryIndex: OpenedMemoryIndex;
  closeMemory(): Promise<void>;
};

export async function openMemory(
  configuration: Configuration,
  { jobs, ...ports }: IndexPorts & { jobs: Pick<Jobs, "order"> },
): Promise<OpenedMemory> {
  const { database, embedding, report } = ports;
  const memoryIndex = await openMemoryIndex(configuration, ports);
  const requests = createVectorRequests(database, embedding, jobs);
  const memory = createMemoryStore(database, memoryIndex.open, {
    embedding,
    requestVectors: requests.ofWorkspace,
    report,
  });
  const renewVectors = () => void requests.whereMissing().catch(report);
  const stopFollowing = embedding.onChange(renewVectors);
  renewVectors();
  return {
    memory,
    reflections: createReflectionStore(database, memory.embed),
    memoryIndex,
    async closeMemory() {
      stopFollowing();
      await memory.close();
      await memoryIndex.close();
    },
  };
}
