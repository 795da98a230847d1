import type { IndexedMemory } from "../../../engine/memory/persona-index.ts";
import type { ChangeBus } from "../../changes/open-change-bus.adapter.ts";
import type { IndexSource } from "../memory-index.ts";

/** The personas whose memories are loaded. */
export type LoadedPersonas = {
  /** Whether changes of its memories matter here. */
  holds(personaId: string): boolean;
  /** New or changed memories; nothing to do while the persona's memories are not loaded. */
  set(personaId: string, memories: IndexedMemory[]): Promise<void>;
  remove(personaId: string, memoryId: string): Promise<void>;
  /** Drops what may be out of date; it is loaded again when next needed. */
  unload(personaId: string): Promise<void>;
  unloadAll(): Promise<void>;
};

/** Updates what is loaded with what other processes write; returns a function that unsubscribes. */
export function followChanges(changes: ChangeBus, loaded: LoadedPersonas, source: IndexSource): () => void {
  async function update(personaId: string, ids: readonly string[]): Promise<void> {
    const memories = await source.read(ids);
    await loaded.set(personaId, memories);
    const gone = ids.filter((id) => !memories.some((memory) => memory.id === id));
    for (const id of gone) await loaded.remove(personaId, id);
  }

  return changes.subscribe("memories", {
    onChange({ writer, personaId, ids }) {
      if (writer === source.writer || !loaded.holds(personaId)) return undefined;
      return ids ? update(personaId, ids) : loaded.unload(personaId);
    },
    onGap: loaded.unloadAll,
  });
}
