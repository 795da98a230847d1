import type { MemoryStorePorts } from "../../server/memory/memory.store.ts";
import { fixedEmbedding } from "./fixed-embedding.ts";

/** A store's ports, by default without an embedding model. */
export const memoryPorts = (ports: Partial<MemoryStorePorts> = {}): MemoryStorePorts => ({
  embedding: fixedEmbedding(),
  requestVectors: async () => undefined,
  report: () => undefined,
  ...ports,
});
