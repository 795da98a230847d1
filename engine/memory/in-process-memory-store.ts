/** Memories kept only while the process runs: for benchmarks and tests, and as the simplest implementation of the contract. */
import { preferencesOfCorrected } from "./correct-memory.ts";
import type { Memory, NewMemory } from "./memory.ts";
import type { MemoryStore } from "./memory-store.ts";
import { PersonaIndex } from "./persona-index.ts";
import { mayBeUsed } from "./witnesses.ts";

export function createInProcessMemoryStore(): MemoryStore {
  let ids = 0;
  const newId = () => `made ${(ids += 1)}`;
  const memories = new Map<string, Memory>();
  const indices = new Map<string, PersonaIndex>();
  const indexOf = (personaId: string): PersonaIndex => {
    const index = indices.get(personaId) ?? new PersonaIndex();
    indices.set(personaId, index);
    return index;
  };
  const newestFirst = (chosen: (memory: Memory) => boolean, limit: number) =>
    [...memories.values()]
      .filter(chosen)
      .sort((one, other) => other.at - one.at)
      .slice(0, limit);
  const store = (memory: NewMemory, lastAccessedAt: number): Memory => {
    const kept = { sourceIds: [], ...memory, lastAccessedAt };
    memories.set(memory.id, kept);
    indexOf(memory.personaId).set({ ...kept, embedding: null });
    return kept;
  };
  const ownOf = (memoryId: string, userId: string): Memory | null => {
    const memory = memories.get(memoryId);
    return memory?.aboutUserId === userId ? memory : null;
  };
  function remove(memory: Memory): void {
    indexOf(memory.personaId).remove(memory.id);
    memories.delete(memory.id);
    removeDerived(memory);
  }
  const removeDerived = ({ id }: Memory) =>
    [...memories.values()].filter((one) => one.sourceIds.includes(id)).forEach(remove);

  return {
    ranking: "lexical",
    async add(added) {
      for (const memory of added) if (!memories.has(memory.id)) store(memory, memory.at);
    },
    async recall(query) {
      const ids = indexOf(query.personaId).rank({ ...query, embedding: null });
      return ids.map((id) => store(memories.get(id)!, query.at));
    },
    preferencesOf: async (personaId, userIds, audience, limit) =>
      newestFirst(
        (memory) =>
          memory.personaId === personaId &&
          memory.kind === "preference" &&
          userIds.includes(memory.aboutUserId ?? "") &&
          mayBeUsed(memory.witnesses, audience),
        limit,
      ),
    async listAbout({ personaId, userId, containing = "", before, limit }) {
      const all = [...memories.values()]
        .filter((memory) => memory.personaId === personaId && memory.aboutUserId === userId)
        .filter(({ text }) => hasWords(text, containing))
        .filter(({ id, witnesses }) => mayBeUsed(witnesses, [userId]) && (before === undefined || id < before))
        .sort((one, other) => (one.id < other.id ? 1 : -1));
      const items = all.slice(0, limit).map((memory) => ({
        ...memory,
        sources: memory.sourceIds.flatMap((id) => {
          const source = ownOf(id, userId);
          return source ? [{ id, text: source.text }] : [];
        }),
      }));
      return { items, next: all.length > limit ? items.at(-1)!.id : null };
    },
    async correct(memoryId, userId, text) {
      const memory = ownOf(memoryId, userId);
      if (!memory) return null;
      removeDerived(memory);
      const corrected = store({ ...memory, text }, memory.lastAccessedAt);
      for (const preference of preferencesOfCorrected(corrected, newId)) store(preference, memory.lastAccessedAt);
      return corrected;
    },
    async forget(memoryId, userId) {
      const memory = ownOf(memoryId, userId);
      if (memory) remove(memory);
      return memory !== null;
    },
  };
}

const hasWords = (text: string, containing: string): boolean =>
  containing
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.toLowerCase().includes(word));
