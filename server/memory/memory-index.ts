/** The personas whose memories the ranking worker holds: loaded on first use, dropped when idle for long. */
import type { IndexedMemory, IndexQuery } from "../../engine/memory/persona-index.ts";
import type { Ranker } from "./ranker.adapter.ts";

/** Maximum number of personas with loaded memories; beyond it, the longest idle one is dropped. */
const MAX_LOADED = 200;

export interface MemoryIndex {
  rank(personaId: string, query: IndexQuery): Promise<string[]>;
  /** New or changed memories; nothing to do while the persona's memories are not loaded. */
  set(personaId: string, memories: IndexedMemory[]): Promise<void>;
  remove(personaId: string, memoryId: string): Promise<void>;
  /** Whether changes of its memories matter here. */
  holds(personaId: string): boolean;
  /** Drops what may be out of date; it is loaded again when next needed. */
  unload(personaId: string): Promise<void>;
  unloadAll(): Promise<void>;
}

/** @param load loads all memories of a persona in the form for ranking */
export function createMemoryIndex(ranker: Ranker, load: (personaId: string) => Promise<IndexedMemory[]>): MemoryIndex {
  /** In order of last use. */
  const loaded = new Map<string, Promise<void>>();
  ranker.onLost(() => loaded.clear());

  function ensureLoaded(personaId: string): Promise<void> {
    const known = loaded.get(personaId);
    const loading =
      known ?? load(personaId).then(async (memories) => void (await ranker.ask({ type: "set", personaId, memories })));
    loaded.delete(personaId);
    loaded.set(personaId, loading);
    if (!known) loading.catch(() => loaded.delete(personaId));
    const [idle] = loaded.keys();
    if (loaded.size > MAX_LOADED && idle !== undefined) {
      loaded.delete(idle);
      ranker.ask({ type: "unload", personaId: idle }).catch(() => undefined); // a dead worker holds nothing
    }
    return loading;
  }

  async function unload(personaId: string): Promise<void> {
    await loaded.get(personaId)?.catch(() => undefined); // its caller gets the error
    if (loaded.delete(personaId)) await ranker.ask({ type: "unload", personaId });
  }

  return {
    holds: (personaId) => loaded.has(personaId),
    unload,
    unloadAll: async () => void (await Promise.all([...loaded.keys()].map(unload))),
    async rank(personaId, query) {
      await ensureLoaded(personaId);
      return ranker.ask({ type: "rank", personaId, query });
    },
    async set(personaId, memories) {
      if (!loaded.has(personaId)) return;
      await loaded.get(personaId);
      await ranker.ask({ type: "set", personaId, memories });
    },
    async remove(personaId, memoryId) {
      if (!loaded.has(personaId)) return;
      await loaded.get(personaId);
      await ranker.ask({ type: "remove", personaId, memoryId });
    },
  };
}
