/** The embedded index: a worker ranks the personas in use, whose memories are loaded on first use and dropped when idle for long. */
import type { ChangeBus } from "../../changes/open-change-bus.adapter.ts";
import type { OpenMemoryIndex } from "../memory-index.ts";
import { followChanges, type LoadedPersonas } from "./follow-changes.ts";
import type { Ranker } from "./ranker.adapter.ts";

/** Maximum number of personas with loaded memories; beyond it, the longest idle one is dropped. */
const MAX_LOADED = 200;

/** @param changes what other processes write */
export const embeddedIndex =
  (ranker: Ranker, changes: ChangeBus): OpenMemoryIndex =>
  (source) => {
    /** In order of last use. */
    const loaded = new Map<string, Promise<void>>();
    ranker.onLost(() => loaded.clear());

    async function load(personaId: string): Promise<void> {
      await ranker.ask({ type: "set", personaId, memories: await source.load(personaId) });
    }

    function ensureLoaded(personaId: string): Promise<void> {
      const known = loaded.get(personaId);
      const loading = known ?? load(personaId);
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

    const held: LoadedPersonas = {
      holds: (personaId) => loaded.has(personaId),
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
      async unload(personaId) {
        await loaded.get(personaId)?.catch(() => undefined); // its caller gets the error
        if (loaded.delete(personaId)) await ranker.ask({ type: "unload", personaId });
      },
      unloadAll: async () => void (await Promise.all([...loaded.keys()].map(held.unload))),
    };
    const stopListening = followChanges(changes, held, source);
    source.onModelChange(() => void held.unloadAll().catch(() => undefined)); // a dead worker holds nothing

    return {
      async rank({ personaId }, query) {
        await ensureLoaded(personaId);
        return ranker.ask({ type: "rank", personaId, query });
      },
      set: held.set,
      remove: held.remove,
      close: async () => stopListening(),
    };
  };
