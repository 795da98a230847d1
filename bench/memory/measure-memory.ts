/**
 * Search among one persona's memories, through the store that talk uses, on both indexes: at three sizes, and after a
 * restart (SPEC M5). Inserts are counted until every memory can be found.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { scopeOfSystem } from "../../engine/scope/scope.ts";
import { startEmbeddedPostgres } from "../../server/database/embedded-postgres.process.ts";
import { newId } from "../../server/database/new-id.adapter.ts";
import { openDatabase, type Database } from "../../server/database/open-database.store.ts";
import { createMemoryStore, type StoredMemories } from "../../server/memory/memory.store.ts";
import { openMemoryIndex } from "../../server/memory/open-memory-index.process.ts";
import { findOrBuildWeaviate } from "../../setup/find-weaviate.mjs";
import { silentBus } from "../../test/changes/silent-bus.ts";
import { fixedEmbedding } from "../../test/memory/fixed-embedding.ts";
import { memoryPorts } from "../../test/memory/memory-ports.ts";
import { createCompany } from "../../test/memory/create-company.ts";
import { startWeaviate, type WeaviateServer } from "../../test/weaviate-server.ts";
import { sayProgress } from "../say-progress.ts";
import { percentile } from "../world/percentile.ts";
import { rounded } from "../world/rounded.ts";
import { createDraw, findNearest } from "./draw-vectors.ts";

const SIZES = { "1k": 1_000, "10k": 10_000, "100k": 100_000 };
const LARGEST = "100k";
const BATCH = 1_000;
const WARM_QUERIES = 10;
const TIMED_QUERIES = 200;
const CHECKED_QUERIES = 20;
const NEIGHBOURS = 10;
const LOOK_MS = 50;
const PROGRESS_MS = 10_000;
const NOW = 86_400_000;
const WORKSPACE = "default";
/** Half of the memories are public, the rest from this many private talks; the person asking was in all of them, with one other. */
const TALKS = 1_000;
const AUDIENCE = ["asker"];

type Settings = Parameters<typeof openMemoryIndex>[0];
type Opened = { store: StoredMemories; waiting(): Promise<number>; close(): Promise<void> };
type Persona = { id: string; texts: string[] };
const scope = scopeOfSystem(WORKSPACE, "memory", new AbortController().signal);

export async function measureMemory(): Promise<object> {
  const { reason } = await findOrBuildWeaviate();
  if (reason) sayProgress(`Without Weaviate: ${reason}.`);
  const embedded = await measureStore(async () => ({
    settings: {},
    restart: async () => undefined,
    close: async () => undefined,
  }));
  return { embedded, weaviate: reason ? null : await measureStore(openWeaviate) };
}

async function openWeaviate() {
  const server: WeaviateServer = await startWeaviate();
  const settings: Settings = { WEAVIATE_URL: server.url, WEAVIATE_GRPC_URL: server.grpcUrl };
  return { settings, restart: () => server.kill().then(server.start), close: server.close };
}

type Server = { settings: Settings; restart(): Promise<void>; close(): Promise<void> };

async function measureStore(openServer: () => Promise<Server>): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), "dramatis-bench-"));
  const postgres = await startEmbeddedPostgres(folder);
  const database = await openDatabase(postgres.url);
  const server = await openServer();
  const draw = createDraw(7);
  const vectors = new Map<string, Float32Array>();
  try {
    let opened = await openStore(database, server.settings, vectors);
    const figures: Record<string, number> = {};
    const personas: Record<string, Persona> = {};
    for (const [size, count] of Object.entries(SIZES)) {
      const { personaId } = await createCompany(database, WORKSPACE);
      const persona: Persona = {
        id: personaId,
        texts: Array.from({ length: count }, (_, index) => `m${size}x${index}`),
      };
      personas[size] = persona;
      for (const text of persona.texts) vectors.set(text, draw());
      const perSecond = await insert(opened, persona);
      sayProgress(`${count} memories are in: ${perSecond} a second …`);
      Object.assign(figures, await search(opened, persona, vectors, draw, size));
      figures[`insertsPerSecondAt${size}`] = perSecond;
    }
    await opened.close();
    await server.restart();
    const startedAt = performance.now();
    opened = await openStore(database, server.settings, vectors);
    await recall(opened.store, personas[LARGEST]!, vectors, draw());
    figures["firstSearchAfterRestartMs"] = rounded(performance.now() - startedAt);
    const again = await search(opened, personas[LARGEST]!, vectors, draw, `${LARGEST}AfterRestart`);
    await opened.close();
    return { ...figures, ...again };
  } finally {
    await server.close();
    await database.close();
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

async function openStore(database: Database, settings: Settings, vectors: Map<string, Float32Array>): Promise<Opened> {
  const report = (error: unknown): void => sayProgress(String(error));
  const embedding = fixedEmbedding({
    route: { provider: "bench", model: "drawn", local: true },
    embed: async (texts) => texts.map((text) => vectors.get(text)!),
  });
  const index = await openMemoryIndex(settings, {
    database,
    changes: silentBus,
    embedding,
    tiers: { tierOf: async () => "any", onTierChange: () => undefined },
    workspaceId: WORKSPACE,
    say: sayProgress,
    report,
  });
  const store = createMemoryStore(database, index.open, memoryPorts({ embedding, report }));
  return {
    store,
    waiting: async () => (await index.readState()).waiting,
    close: () => store.close().then(index.close),
  };
}

/** Memories a second, until each can be found. */
async function insert({ store, waiting }: Opened, { id: personaId, texts }: Persona): Promise<number> {
  const startedAt = performance.now();
  for (let start = 0; start < texts.length; start += BATCH)
    await store.add(
      texts.slice(start, start + BATCH).map((text, index) => ({
        id: newId(),
        personaId,
        kind: "witnessed" as const,
        text,
        aboutUserId: null,
        circleId: "c",
        turnId: null,
        witnesses: companyOf(start + index),
        importance: 0.5,
        at: NOW,
      })),
      scope,
    );
  await store.embedded();
  let saidAt = performance.now();
  for (let left = await waiting(); left > 0; left = await waiting()) {
    if (performance.now() - saidAt > PROGRESS_MS) {
      saidAt = performance.now();
      sayProgress(`${left} of ${texts.length} memories have still to be taken over …`);
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  return Math.round((texts.length / (performance.now() - startedAt)) * 1000);
}

/** Texts of the memories found. Importance and recency are the same for all, so they are the nearest vectors. */
async function recall(
  store: StoredMemories,
  { id }: Persona,
  vectors: Map<string, Float32Array>,
  vector: Float32Array,
) {
  vectors.set("question", vector);
  const query = { personaId: id, audience: AUDIENCE, text: "question", at: NOW, limit: NEIGHBOURS, exceptTurnIds: [] };
  return (await store.recall(query, scope)).map((memory) => memory.text);
}

async function search(
  { store }: Opened,
  persona: Persona,
  vectors: Map<string, Float32Array>,
  draw: () => Float32Array,
  size: string,
): Promise<Record<string, number>> {
  const times: number[] = [];
  for (let query = 0; query < WARM_QUERIES + TIMED_QUERIES; query++) {
    const startedAt = performance.now();
    await recall(store, persona, vectors, draw());
    if (query >= WARM_QUERIES) times.push(performance.now() - startedAt);
  }
  let found = 0;
  for (let query = 0; query < CHECKED_QUERIES; query++) {
    const vector = draw();
    const nearest = findNearest(persona.texts, vectors, vector, NEIGHBOURS);
    found += (await recall(store, persona, vectors, vector)).filter((text) => nearest.has(text)).length;
  }
  return {
    [`retrievalP50MsAt${size}`]: rounded(percentile(times, 0.5)),
    [`retrievalP95MsAt${size}`]: rounded(percentile(times, 0.95)),
    [`recallAt10At${size}`]: found / (CHECKED_QUERIES * NEIGHBOURS),
  };
}

const companyOf = (memory: number): string[] | null =>
  memory % 2 === 0 ? null : [...AUDIENCE, `other ${memory % TALKS}`];
