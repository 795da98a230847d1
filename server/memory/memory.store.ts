/** Memories in Postgres, ranked per persona in a worker (SPEC M5, the embedded store). */
import type { EntityManager } from "@mikro-orm/postgresql";
import type { NewMemory } from "../../engine/memory/memory.ts";
import type { AboutQuery, MemoryPage, MemoryStore } from "../../engine/memory/memory-store.ts";
import { routeName, type EmbeddingModel } from "../../engine/model/language-model.ts";
import { payerOf, type Scope } from "../../engine/scope/scope.ts";
import { MemoryRow } from "../../schema/tables/persona.table.ts";
import type { ChangeBus } from "../changes/open-change-bus.adapter.ts";
import { publishChange } from "../changes/publish-change.ts";
import { coalesce } from "../database/coalesce.ts";
import { newId } from "../database/new-id.adapter.ts";
import type { Database } from "../database/open-database.store.ts";
import { createAccessTimes } from "./access-times.store.ts";
import { createEmbedder, type EmbedTexts } from "./embed-texts.ts";
import { followChanges } from "./follow-changes.ts";
import { createMemoryIndex, type MemoryIndex } from "./memory-index.ts";
import { toColumns, toIndexed, toMemory, toRow, type StoredMemory, type Vector } from "./memory-rows.store.ts";
import { createPreferenceReader, insertMemories, readMemories } from "./memory-statements.store.ts";
import type { Ranker } from "./ranker.adapter.ts";

export type StoredMemories = MemoryStore & {
  /** Writes what is not yet written. */
  close(): Promise<void>;
};

/**
 * @param embedding null where no embedding model is configured: relevance is then lexical, and `ranking` says so
 * @param report called with failures that do not fail a turn
 */
export function createMemoryStore(
  database: Database,
  ranker: Ranker,
  embedding: EmbeddingModel | null,
  changes: ChangeBus,
  report: (error: unknown) => void,
): StoredMemories {
  const writer = newId();
  const modelName = embedding && routeName(embedding.route);
  const embedTexts = createEmbedder(embedding, report);
  const readPreferences = createPreferenceReader(database);
  const accessTimes = createAccessTimes(database, report);

  async function load(personaId: string) {
    const rows: (StoredMemory & Pick<MemoryRow, "workspaceId">)[] = await database.em().find(MemoryRow, { personaId });
    const stale = rows.filter((row) => embedding && row.embeddingModel !== modelName);
    if (stale[0]) renewVectors(personaId, stale[0].workspaceId, stale).catch(report);
    return rows.map((row) => toIndexed(row, modelName));
  }

  const index = createMemoryIndex(ranker, load);
  const stopListening = followChanges(changes, index, {
    writer,
    async read(ids) {
      const rows: StoredMemory[] = await database.em().find(MemoryRow, { id: { $in: [...ids] } });
      return rows.map((row) => toIndexed(row, modelName));
    },
  });

  /** Recomputes vectors in the background after the model changed or was unreachable; until then these memories count by importance and recency. */
  async function renewVectors(personaId: string, workspaceId: string, rows: StoredMemory[]): Promise<void> {
    const vectors = await embedTexts(
      rows.map((row) => row.text),
      { workspaceId, policy: "system" },
    );
    for (const [position, row] of rows.entries()) {
      const vector = vectors[position];
      if (!vector) continue;
      await store(row.id, vector);
      await index.set(personaId, [{ ...toIndexed(row, null), embedding: vector.values }]);
    }
  }

  const store = (id: string, vector: Vector) => database.em().nativeUpdate(MemoryRow, { id }, toColumns(vector));

  /** Batches writes, because many circles end turns at the same time. */
  const add = coalesce<{ memories: readonly NewMemory[]; scope: Scope }, void>(async (asked) => {
    const rows = [];
    for (const [workspaceId, together] of Map.groupBy(asked, ({ scope }) => scope.workspaceId)) {
      const memories = together.flatMap((one) => one.memories);
      const texts = memories.map((memory) => memory.text);
      const vectors = await embedTexts(texts, { workspaceId, policy: "system" });
      rows.push(...memories.map((memory, position) => toRow(memory, vectors[position] ?? null)));
    }
    await insertMemories(database, rows, writer);
    await addToIndex(index, rows, modelName);
    return asked.map(() => undefined);
  });

  return {
    ranking: embedding ? "vectors" : "lexical",

    add: async (memories, scope) => (memories.length === 0 ? undefined : add({ memories, scope })),

    async recall({ text, ...query }, scope) {
      const [vector] = await embedTexts([text], scope);
      const { personaId, at } = query;
      const ids = await index.rank(personaId, { ...query, text, embedding: vector?.values ?? null });
      accessTimes.note(ids, at);
      const memories = ids.length > 0 ? await readMemories(database, ids) : [];
      return memories
        .map((memory) => ({ ...memory, lastAccessedAt: at }))
        .sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
    },

    preferencesOf: (personaId, userIds, audience, limit) => readPreferences({ personaId, userIds, audience, limit }),

    listAbout: (query, scope) => database.inScope(payerOf(scope), (em) => listAbout(em, query)),

    ...createCorrections(database, { writer, index, embedTexts, modelName }),

    close() {
      stopListening();
      return accessTimes.close();
    },
  };
}

type Parts = { writer: string; index: MemoryIndex; embedTexts: EmbedTexts; modelName: string | null };

/** Corrections by the people whom memories are about; every process is notified. */
const createCorrections = (
  database: Database,
  { writer, index, embedTexts, modelName }: Parts,
): Pick<MemoryStore, "correct" | "forget"> => ({
  async correct(id, aboutUserId, text, scope) {
    const [vector] = await embedTexts([text], scope);
    const row = await database.inScope(payerOf(scope), async (em): Promise<StoredMemory | null> => {
      const change = { text, ...toColumns(vector ?? null) };
      if ((await em.nativeUpdate(MemoryRow, { id, aboutUserId }, change)) === 0) return null;
      const changed = await em.findOneOrFail(MemoryRow, { id });
      await publishChange(em, "memories", { writer, personaId: changed.personaId, ids: [id] });
      return changed;
    });
    if (!row) return null;
    await index.set(row.personaId, [toIndexed(row, modelName)]);
    return toMemory(row);
  },

  async forget(id, aboutUserId, scope) {
    const personaId = await database.inScope(payerOf(scope), async (em) => {
      const row = await em.findOne(MemoryRow, { id, aboutUserId }, { fields: ["personaId"] });
      if (!row) return null;
      await em.nativeDelete(MemoryRow, { id, aboutUserId });
      await publishChange(em, "memories", { writer, personaId: row.personaId, ids: [id] });
      return row.personaId;
    });
    if (personaId !== null) await index.remove(personaId, id);
    return personaId !== null;
  },
});

/** One message to the ranker for each persona. */
async function addToIndex(index: MemoryIndex, rows: readonly StoredMemory[], modelName: string | null): Promise<void> {
  const byPersona = [...Map.groupBy(rows, ({ personaId }) => personaId)];
  await Promise.all(
    byPersona.map(([personaId, own]) =>
      index.set(
        personaId,
        own.map((row) => toIndexed(row, modelName)),
      ),
    ),
  );
}

/** `mayBeUsed` (engine/memory/witnesses.ts) in SQL. */
const heardByAll = (audience: readonly string[]) => ({
  $or: [{ witnesses: null }, { witnesses: { $contains: [...audience] } }],
});

async function listAbout(em: EntityManager, query: AboutQuery): Promise<MemoryPage> {
  const { personaId, userId, before, limit } = query;
  const page = before === undefined ? {} : { id: { $lt: before } };
  const where = { personaId, aboutUserId: userId, ...page, ...heardByAll([userId]) };
  const rows = await em.find(MemoryRow, where, { orderBy: { id: "desc" }, limit: limit + 1 });
  const items = rows.slice(0, limit).map(toMemory);
  return { items, next: rows.length > limit ? items.at(-1)!.id : null };
}
