/** Makes the vectors of new and corrected memories in the background, so that nothing waits for them (SPEC M5). */
import { coalesce } from "../database/coalesce.ts";
import type { TextEmbedder } from "./embed-texts.ts";
import type { MemoryIndex } from "./memory-index.ts";
import { toColumns, toIndexed, type StoredMemory } from "./memory-rows.store.ts";

export type Unembedded = { workspaceId: string; memories: readonly StoredMemory[] };

export type VectorMakerPorts = {
  /** Without one, there is nothing to make. */
  hasModel(): boolean;
  embedTexts: TextEmbedder["embedTexts"];
  index: MemoryIndex;
  /** Stores vectors of memories whose text is still the same; returns the ids of those. */
  store(memories: readonly StoredMemory[]): Promise<string[]>;
  /** Has the vectors that could not be made, made later. */
  requestVectors(workspaceId: string): Promise<void>;
  report(error: unknown): void;
};

export type VectorMaker = {
  /** Returns at once. */
  make(workspaceId: string, memories: readonly StoredMemory[]): void;
  /** Resolves when the vectors asked for so far are stored. */
  settled(): Promise<void>;
};

export function createVectorMaker(ports: VectorMakerPorts): VectorMaker {
  const { hasModel, embedTexts, index, store, requestVectors, report } = ports;

  async function makeFor(workspaceId: string, memories: readonly StoredMemory[]): Promise<void> {
    const texts = memories.map(({ text }) => text);
    const vectors = await embedTexts(texts, { workspaceId, policy: "system" });
    const made = memories.flatMap((memory, position) => {
      const vector = vectors[position];
      return vector ? [{ ...memory, ...toColumns(vector) }] : [];
    });
    const stored = new Set(await store(made));
    const current = made.filter(({ id }) => stored.has(id));
    for (const [personaId, own] of Map.groupBy(current, (memory) => memory.personaId))
      await index.set(
        personaId,
        own.map((memory) => toIndexed(memory, memory.embeddingModel)),
      );
    if (made.length < memories.length) await requestVectors(workspaceId);
  }

  const makeTogether = coalesce<Unembedded, void>(async (asked) => {
    for (const [workspaceId, together] of Map.groupBy(asked, (one) => one.workspaceId))
      await makeFor(
        workspaceId,
        together.flatMap(({ memories }) => memories),
      );
    return asked.map(() => undefined);
  });
  let last: Promise<void> = Promise.resolve();
  return {
    make(workspaceId, memories) {
      if (!hasModel() || memories.length === 0) return;
      last = makeTogether({ workspaceId, memories }).catch(report);
    },
    settled: () => last,
  };
}
