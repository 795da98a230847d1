import type { IndexedMemory } from "../../engine/memory/persona-index.ts";
import type { ChangeBus } from "../changes/open-change-bus.adapter.ts";
import type { MemoryIndex } from "./memory-index.ts";

type Memories = {
  /** Its own changes are in the index already. */
  writer: string;
  /** Those of these memories that exist. */
  read(ids: readonly string[]): Promise<IndexedMemory[]>;
};

/** Updates the index with what other processes write; returns a function that unsubscribes. */
export function followChanges(changes: ChangeBus, index: MemoryIndex, { writer, read }: Memories): () => void {
  async function update(personaId: string, ids: readonly string[]): Promise<void> {
    const memories = await read(ids);
    await index.set(personaId, memories);
    const gone = ids.filter((id) => !memories.some((memory) => memory.id === id));
    for (const id of gone) await index.remove(personaId, id);
  }

  return changes.subscribe("memories", {
    onChange({ writer: by, personaId, ids }) {
      if (by === writer || !index.holds(personaId)) return undefined;
      return ids ? update(personaId, ids) : index.unload(personaId);
    },
    onGap: index.unloadAll,
  });
}
