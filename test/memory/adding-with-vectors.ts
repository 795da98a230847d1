import type { MemoryStore } from "../../engine/memory/memory-store.ts";
import type { StoredMemories } from "../../server/memory/memory.store.ts";

/** For callers that ask at once for what they have added, although vectors are made in the background. */
export const addingWithVectors = (store: StoredMemories): MemoryStore => ({
  ...store,
  async add(...added) {
    await store.add(...added);
    await store.embedded();
  },
  async correct(...correction) {
    const corrected = await store.correct(...correction);
    await store.embedded();
    return corrected;
  },
});
