/** Weaviate, by its client: connects on first use, and again after a failure. */
import { createHash } from "node:crypto";
import { Filters, type Collection, type WeaviateClient } from "weaviate-client";
import type { Audience } from "../../../engine/memory/witnesses.ts";
import { connectWeaviate, QUERY_SECONDS, WRITE_SECONDS, type WeaviateSettings } from "./connect-weaviate.adapter.ts";

/** Of the names of our collections, as several programs may share one Weaviate. */
export const COLLECTION_PREFIX = "Dramatis";

const MS = 1000;
/** Up to this many memories of a persona are compared one by one, which misses none and takes no longer than the graph. */
const FLAT_UP_TO = 200_000;

/** The graph is searched only beyond that. A sparser one is written faster; a wider search (`ef`) makes up for what it loses. */
const GRAPH = { efConstruction: 48, maxConnections: 16, ef: 256 };

/** Up to this many are written one by one, at the same time. */
const FEW = 16;
const BATCH = 250;

type MemoryProperties = { personaId: string; words: string; isPublic: boolean; witnesses: string[] };
export type MemoryObject = { id: string; properties: MemoryProperties; vector: Float32Array | null };

/** Which memories are searched: those of a persona that all of the audience heard, or only some of them. */
export type Searched = { personaId: string; audience: Audience; limit: number; onlyIds?: readonly string[] };
export type Scores = Map<string, number>;

export type Weaviate = ReturnType<typeof openWeaviate>;

export function openWeaviate(settings: WeaviateSettings) {
  let connecting: Promise<WeaviateClient> | null = null;

  async function use<Value>(work: (client: WeaviateClient) => Promise<Value>, seconds: number): Promise<Value> {
    const connection = (connecting ??= connectWeaviate(settings));
    let timer: NodeJS.Timeout | undefined;
    const expired = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new Error(`Weaviate did not answer within ${seconds} s`)), seconds * MS);
    });
    try {
      // The client itself retries for longer than anybody waits.
      return await Promise.race([connection.then(work), expired]);
    } catch (error) {
      if (connecting === connection) connecting = null;
      connection.then((client) => client.close()).catch(() => undefined);
      throw error;
    } finally {
      clearTimeout(timer);
    }
  }

  return {
    ...upkeep(use),
    ...searches(use),
    async close(): Promise<void> {
      await connecting?.then(
        (client) => client.close(),
        () => undefined,
      );
    },
  };
}

type Use = <Value>(work: (client: WeaviateClient) => Promise<Value>, seconds: number) => Promise<Value>;

const inTenant = (client: WeaviateClient, collection: string, workspaceId: string) =>
  client.collections.use<string, MemoryProperties>(collection).withTenant(tenantOf(workspaceId));

async function refuseUnlessReady(client: WeaviateClient): Promise<void> {
  if (!(await client.isReady())) throw new Error("Weaviate is starting");
}

const upkeep = (use: Use) => ({
  /** Resolves with its version. Rejects when it is unavailable. */
  findVersion: () => use(async (client) => (await client.getMeta()).version, QUERY_SECONDS),

  /** Rejects while it is unavailable, or is starting and has not loaded all it has. */
  findReady: (): Promise<void> => use(refuseUnlessReady, QUERY_SECONDS),

  /** Rejects until it can search among these workspaces: after its start it is ready before it has loaded them. */
  findSearchable: (collection: string, workspaceIds: readonly string[]): Promise<void> =>
    use(async (client) => {
      await refuseUnlessReady(client);
      for (const workspaceId of workspaceIds) {
        const { query } = inTenant(client, collection, workspaceId);
        const found = query.bm25("a", { limit: 1, queryProperties: ["words" as const], returnProperties: [] });
        await orWithoutTenant(found, { objects: [] });
      }
    }, WRITE_SECONDS),

  /** Whether it had to be created. */
  ensureCollection: (collection: string): Promise<boolean> =>
    use(async (client) => {
      if (await client.collections.exists(collection)) return false;
      await client.collections.createFromSchema(schemaOf(collection));
      return true;
    }, WRITE_SECONDS),

  deleteCollection: (collection: string): Promise<void> =>
    use((client) => client.collections.delete(collection), WRITE_SECONDS),

  /** In all collections of Dramatis. */
  countObjects: (): Promise<number> =>
    use(async (client) => {
      let count = 0;
      for (const { name } of await client.collections.listAll()) {
        if (!name.startsWith(COLLECTION_PREFIX)) continue;
        const memories = client.collections.use(name);
        for (const tenant of Object.keys(await memories.tenants.get()))
          count += await memories.withTenant(tenant).length();
      }
      return count;
    }, WRITE_SECONDS),

  /** Deletes the memories of all other workspaces. */
  keepWorkspaces: (collection: string, workspaceIds: readonly string[]): Promise<void> =>
    use(async (client) => {
      const { tenants } = client.collections.use(collection);
      const kept = new Set(workspaceIds.map(tenantOf));
      const others = Object.keys(await tenants.get()).filter((name) => !kept.has(name));
      if (others.length > 0) await tenants.remove(others.map((name) => ({ name })));
    }, WRITE_SECONDS),

  /** Adds or replaces. Returns, by id, why some were refused. */
  put: (collection: string, workspaceId: string, objects: readonly MemoryObject[]): Promise<Map<string, string>> =>
    use(async (client) => {
      const { data } = inTenant(client, collection, workspaceId);
      // The client looks every half second whether it has prepared a batch of more than one.
      const size = objects.length > FEW ? BATCH : 1;
      const batches = Array.from({ length: Math.ceil(objects.length / size) }, (_, index) =>
        objects.slice(index * size, (index + 1) * size),
      );
      const refused = new Map<string, string>();
      await Promise.all(
        batches.map(async (batch) => {
          const { errors } = await data.insertMany(
            batch.map(({ id, properties, vector }) => ({ id, properties, ...(vector && { vectors: [...vector] }) })),
          );
          for (const [index, { message }] of Object.entries(errors)) refused.set(batch[Number(index)]!.id, message);
        }),
      );
      return refused;
    }, WRITE_SECONDS),

  remove: (collection: string, workspaceId: string, ids: readonly string[]): Promise<void> =>
    use(async (client) => {
      const memories = inTenant(client, collection, workspaceId);
      await orWithoutTenant(memories.data.deleteMany(memories.filter.byId().containsAny([...ids])), null);
    }, WRITE_SECONDS),
});

const searches = (use: Use) => ({
  /** Cosine similarities of the nearest, for those that have a vector. */
  findNearest: (collection: string, workspaceId: string, vector: Float32Array, searched: Searched): Promise<Scores> =>
    use(async (client) => {
      const memories = inTenant(client, collection, workspaceId);
      const filters = filterOf(memories, searched);
      const options = { limit: searched.limit, filters, returnProperties: [] };
      const found = memories.query.nearVector([...vector], { ...options, returnMetadata: ["distance"] });
      const { objects } = await orWithoutTenant(found, { objects: [] });
      return new Map(objects.map(({ uuid, metadata }) => [uuid, 1 - (metadata?.distance ?? 1)]));
    }, QUERY_SECONDS),

  /** BM25 of those that share a word with these stems. */
  findByWords: (collection: string, workspaceId: string, words: string, searched: Searched): Promise<Scores> =>
    use(async (client) => {
      const memories = inTenant(client, collection, workspaceId);
      const filters = filterOf(memories, searched);
      const options = { limit: searched.limit, filters, queryProperties: ["words" as const], returnProperties: [] };
      const found = memories.query.bm25(words, { ...options, returnMetadata: ["score"] });
      const { objects } = await orWithoutTenant(found, { objects: [] });
      return new Map(objects.map(({ uuid, metadata }) => [uuid, metadata?.score ?? 0]));
    }, QUERY_SECONDS),

  /** A page of ids in ascending order; `after` is "" for the first. */
  listIds: (collection: string, workspaceId: string, after: string, limit: number): Promise<string[]> =>
    use(async (client) => {
      const memories = inTenant(client, collection, workspaceId);
      const page = memories.query.fetchObjects({ after, limit, returnProperties: [] });
      const { objects } = await orWithoutTenant(page, { objects: [] });
      return objects.map(({ uuid }) => uuid);
    }, WRITE_SECONDS),
});

/** Only what searching needs: no text, no time, no importance. Tenants are workspaces. */
const schemaOf = (collection: string) => ({
  class: collection,
  description: "Memories of Dramatis, rebuilt from its Postgres",
  vectorizer: "none",
  vectorIndexType: "hnsw",
  vectorIndexConfig: { distance: "cosine", flatSearchCutoff: FLAT_UP_TO, skipDefaultQuantization: true, ...GRAPH },
  multiTenancyConfig: { enabled: true, autoTenantCreation: true, autoTenantActivation: true },
  invertedIndexConfig: { stopwords: { preset: "none" as const }, bm25: { k1: 1.2, b: 0.75 } },
  properties: [
    { name: "words", dataType: ["text"], tokenization: "whitespace" as const, indexFilterable: false },
    { name: "personaId", dataType: ["text"], tokenization: "field" as const, indexSearchable: false },
    { name: "isPublic", dataType: ["boolean"] },
    { name: "witnesses", dataType: ["text[]"], tokenization: "field" as const, indexSearchable: false },
  ],
});

/** `mayBeUsed` (engine/memory/witnesses.ts) as a filter. */
function filterOf({ filter }: Collection<MemoryProperties, string>, { personaId, audience, onlyIds }: Searched) {
  const isPublic = filter.byProperty("isPublic").equal(true);
  const conditions = [
    filter.byProperty("personaId").equal(personaId),
    audience === "anyone" ? isPublic : null,
    audience !== "anyone" && audience.length > 0
      ? Filters.or(isPublic, filter.byProperty("witnesses").containsAll([...audience]))
      : null,
    onlyIds ? filter.byId().containsAny([...onlyIds]) : null,
  ];
  return Filters.and(...conditions.filter((condition) => condition !== null));
}

/** A tenant's name is 1–64 letters, digits, _ and -. */
const tenantOf = (workspaceId: string): string =>
  /^[\w-]{1,64}$/.test(workspaceId) ? workspaceId : createHash("sha256").update(workspaceId).digest("hex");

/** A workspace without memories has no tenant, which is an error only to Weaviate. */
const orWithoutTenant = <Value>(found: Promise<Value>, none: NoInfer<Value> | null): Promise<Value> =>
  found.catch((error: Error) => {
    if (/tenant not found/i.test(error.message)) return none as Value;
    throw error;
  });
