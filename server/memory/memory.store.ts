/** Memories in Postgres, found through an index (SPEC M5). */
import { LockMode } from "@mikro-orm/core";
import type { EntityManager, FilterQuery } from "@mikro-orm/postgresql";
import { preferencesOfCorrected } from "../../engine/memory/correct-memory.ts";
import type { Memory, NewMemory } from "../../engine/memory/memory.ts";
import type { AboutQuery, MemoryPage, MemoryStore } from "../../engine/memory/memory-store.ts";
import type { EmbeddingSource } from "../../engine/model/embedding-source.ts";
import { routeName } from "../../engine/model/language-model.ts";
import type { Scope } from "../../engine/scope/scope.ts";
import { MemoryRow } from "../../schema/tables/persona.table.ts";
import { publishChange } from "../changes/publish-change.ts";
import { coalesce } from "../database/coalesce.ts";
import { newId } from "../database/new-id.adapter.ts";
import type { TurnMemories } from "../conversation/write-turn.store.ts";
import type { Database } from "../database/open-database.store.ts";
import { queryIn } from "../database/query-in.ts";
import { createAccessTimes } from "./access-times.store.ts";
import { createEmbedder } from "./embed-texts.ts";
import type { MemoryIndex, OpenMemoryIndex } from "./memory-index.ts";
import { toColumns, toIndexed, toMemory, toRow, type StoredMemory } from "./memory-rows.store.ts";
import { createPreferenceReader, insertMemories, readMemories, storeVectors } from "./memory-statements.store.ts";
import { createVectorMaker, type VectorMaker } from "./vector-maker.ts";

export type MemoryStorePorts = {
  embedding: EmbeddingSource;
  /** Has the vectors of this workspace's memories made that the embedding model has not made yet. */
  requestVectors(workspaceId: string): Promise<void>;
  /** Called with failures that do not fail a turn. */
  report(error: unknown): void;
};

export type StoredMemories = MemoryStore & {
  /** For those that are stored with their turns. */
  ofTurns: TurnMemories;
  /** These have the new words of a turn: a person's state their preferences. */
  reworded(ids: readonly string[], isOfPerson: boolean, scope: Scope): Promise<void>;
  /** Has the vectors of stored memories made in the background. */
  embed: VectorMaker["make"];
  /** Resolves when the vectors of the memories added so far are stored. */
  embedded(): Promise<void>;
  /** Writes what is not yet written. */
  close(): Promise<void>;
};

/** Without an embedding model, relevance is lexical, and `ranking` says so. */
export function createMemoryStore(
  database: Database,
  openIndex: OpenMemoryIndex,
  { embedding, requestVectors, report }: MemoryStorePorts,
): StoredMemories {
  const writer = newId();
  const modelName = () => {
    const model = embedding.get();
    return model && routeName(model.route);
  };
  const { embedTexts, embedQuery } = createEmbedder(embedding, report);
  const readPreferences = createPreferenceReader(database);
  const accessTimes = createAccessTimes(database, report);

  let stopFollowingModel = () => {};
  const find = async (where: FilterQuery<MemoryRow>) => {
    const rows: StoredMemory[] = await database.em().find(MemoryRow, where);
    return rows.map((row) => toIndexed(row, modelName()));
  };
  const index = openIndex({
    writer,
    load: (personaId) => find({ personaId }),
    read: (ids) => find({ id: { $in: [...ids] } }),
    accessedAt: accessTimes.noted,
    onModelChange: (listener) => void (stopFollowingModel = embedding.onChange(listener)),
  });
  const vectors = createVectorMaker({
    hasModel: () => embedding.get() !== null,
    embedTexts,
    index,
    store: (memories) => storeVectors(database, memories, writer),
    requestVectors,
    report,
  });

  /** Batches writes, because many circles end turns at the same time. */
  const add = coalesce<{ memories: readonly NewMemory[]; scope: Scope }, void>(async (asked) => {
    const rows = asked.map((one) => one.memories.map(toRow));
    await insertMemories(database, rows.flat(), writer);
    await addToIndex(index, rows.flat());
    for (const [position, { scope }] of asked.entries()) vectors.make(scope.workspaceId, rows[position]!);
    return asked.map(() => undefined);
  });
  const passOn = coalesce<readonly StoredMemory[], void>(async (asked) => {
    await addToIndex(index, asked.flat());
    return asked.map(() => undefined);
  });

  return {
    get ranking() {
      return embedding.get() ? "vectors" : "lexical";
    },

    ofTurns: {
      writer,
      committed(memories, workspaceId) {
        const rows = memories.map(toRow);
        passOn(rows).catch(report);
        vectors.make(workspaceId, rows);
      },
    },

    add: async (memories, scope) => (memories.length === 0 ? undefined : add({ memories, scope })),

    async recall({ text, ...query }, scope) {
      const vector = await embedQuery(text, scope);
      const { personaId, audience, at } = query;
      const persona = { workspaceId: scope.workspaceId, personaId };
      const ids = await index.rank(persona, { ...query, text, embedding: vector?.values ?? null });
      accessTimes.note(ids, at);
      const memories = ids.length > 0 ? await readMemories(database, ids, audience) : [];
      return memories
        .map((memory) => ({ ...memory, lastAccessedAt: at }))
        .sort((one, other) => ids.indexOf(one.id) - ids.indexOf(other.id));
    },

    preferencesOf: (personaId, userIds, audience, limit) => readPreferences({ personaId, userIds, audience, limit }),

    listAbout: (query, scope) => database.inScope(scope, (em) => listAbout(em, query)),

    ...createCorrections(database, { writer, index, vectors }),

    embed: vectors.make,
    embedded: vectors.settled,

    async close() {
      stopFollowingModel();
      await index.close();
      await accessTimes.close();
    },
  };
}

type Parts = {
  writer: string;
  index: MemoryIndex;
  vectors: VectorMaker;
};

/**
 * Stores the preferences that a memory states. It is read under a lock: nothing is made of one that is deleted meanwhile, and
 * of two who do this at the same time the second finds what the first one stored.
 */
async function statePreferences(database: Database, { writer, index, vectors }: Parts, id: string): Promise<void> {
  const stated = await database.em().transactional(async (em) => {
    const memory = await em.findOne(MemoryRow, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
    if (!memory) return null;
    const { workspaceId, personaId } = memory;
    const stored = { personaId, kind: "preference", sourceIds: { $contains: [id] } };
    const known = (await em.find(MemoryRow, stored, { fields: ["text"] })).map(({ text }) => text);
    const rows = preferencesOfCorrected(toMemory(memory), newId)
      .filter(({ text }) => !known.includes(text))
      .map(toRow);
    await insertMemories({ query: queryIn(em) }, rows, writer);
    return { workspaceId, rows };
  });
  if (!stated || stated.rows.length === 0) return;
  await addToIndex(index, stated.rows);
  vectors.make(stated.workspaceId, stated.rows);
}

/** Corrections by the people whom memories are about, and by those who edit a turn; every process is notified. */
function createCorrections(database: Database, parts: Parts): Pick<StoredMemories, "correct" | "forget" | "reworded"> {
  const { writer, index, vectors } = parts;
  return {
    async correct(id, aboutUserId, text, scope) {
      const row = await database.inScope(scope, async (em): Promise<StoredMemory | null> => {
        const change = { text, ...toColumns(null) };
        if ((await em.nativeUpdate(MemoryRow, { id, aboutUserId }, change)) === 0) return null;
        const changed = await em.findOneOrFail(MemoryRow, { id });
        await publishChange(em, "memories", { writer, personaId: changed.personaId, ids: [id] });
        return changed;
      });
      if (!row) return null;
      await index.set(row.personaId, [toIndexed(row, null)]);
      vectors.make(scope.workspaceId, [row]);
      await statePreferences(database, parts, id);
      return toMemory(row);
    },

    async forget(id, aboutUserId, scope) {
      const personaId = await database.inScope(scope, async (em) => {
        const row = await em.findOne(MemoryRow, { id, aboutUserId }, { fields: ["personaId"] });
        if (!row) return null;
        await em.nativeDelete(MemoryRow, { id, aboutUserId });
        await publishChange(em, "memories", { writer, personaId: row.personaId, ids: [id] });
        return row.personaId;
      });
      if (personaId !== null) await index.remove(personaId, id);
      return personaId !== null;
    },

    async reworded(ids, isOfPerson, scope) {
      const rows: StoredMemory[] = await database.em().find(MemoryRow, { id: { $in: [...ids] } });
      vectors.make(scope.workspaceId, rows);
      if (isOfPerson) for (const id of ids) await statePreferences(database, parts, id);
    },
  };
}

/** One message to the ranker for each persona. */
async function addToIndex(index: MemoryIndex, rows: readonly StoredMemory[]): Promise<void> {
  const byPersona = [...Map.groupBy(rows, ({ personaId }) => personaId)];
  await Promise.all(
    byPersona.map(([personaId, own]) =>
      index.set(
        personaId,
        own.map((row) => toIndexed(row, null)),
      ),
    ),
  );
}

/** `mayBeUsed` (engine/memory/witnesses.ts) in SQL. */
const heardByAll = (audience: readonly string[]) => ({
  $or: [{ witnesses: null }, { witnesses: { $contains: [...audience] } }],
});

async function listAbout(em: EntityManager, query: AboutQuery): Promise<MemoryPage> {
  const { personaId, userId, containing = "", before, limit } = query;
  const page = before === undefined ? {} : { id: { $lt: before } };
  const words = containing.split(/\s+/).filter(Boolean);
  const found = { $and: words.map((word) => ({ text: { $ilike: `%${word.replaceAll(/[%_\\]/g, "\\$&")}%` } })) };
  const where = { personaId, aboutUserId: userId, ...page, ...heardByAll([userId]), ...(words.length > 0 && found) };
  const rows = await em.find(MemoryRow, where, { orderBy: { id: "desc" }, limit: limit + 1 });
  const items = rows.slice(0, limit).map(toMemory);
  const sourceIds = items.flatMap((item) => item.sourceIds);
  const about = { id: { $in: sourceIds }, aboutUserId: userId };
  const sources = sourceIds.length > 0 ? await em.find(MemoryRow, about, { fields: ["id", "text"] }) : [];
  const sourcesOf = (item: Memory) =>
    sources.filter(({ id }) => item.sourceIds.includes(id)).map(({ id, text }) => ({ id, text }));
  return {
    items: items.map((item) => ({ ...item, sources: sourcesOf(item) })),
    next: rows.length > limit ? items.at(-1)!.id : null,
  };
}
