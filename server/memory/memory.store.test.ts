import { LockMode } from "@mikro-orm/core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { silentBus } from "../../test/changes/silent-bus.ts";
import { addingWithVectors } from "../../test/memory/adding-with-vectors.ts";
import { createCompany } from "../../test/memory/create-company.ts";
import { fixedEmbedding } from "../../test/memory/fixed-embedding.ts";
import { memoryPorts } from "../../test/memory/memory-ports.ts";
import { witnessed } from "../../test/memory/witnessed.ts";
import { testMemoryStore, type StoreUnderTest } from "../../test/suites/memory-store-suite.ts";
import { untilAborted } from "../../engine/model/wrappers/until-aborted.ts";
import type { EmbeddingModel } from "../../engine/model/language-model.ts";
import { MemoryRow } from "../../schema/tables/persona.table.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { hasSmallEmbedding, openSmallEmbedding } from "../../test/small-embedding.ts";
import { newId } from "../database/new-id.adapter.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { testScope } from "../../test/model-servers/collect.ts";
import { createMemoryStore, type StoredMemories } from "./memory.store.ts";
import { embeddedIndex } from "./embedded/embedded-index.ts";
import { createRanker, type Ranker } from "./embedded/ranker.adapter.ts";

let fresh: FreshDatabase;
let database: Database;
let ranker: Ranker;
const reported: unknown[] = [];
const opened: StoredMemories[] = [];
const report = (error: unknown): void => void reported.push(error);

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  ranker = createRanker();
});
afterAll(async () => {
  await ranker.close();
  await database.close();
  await fresh.drop();
});

async function open(embedding: EmbeddingModel | null = null): Promise<StoreUnderTest> {
  const store = createMemoryStore(
    database,
    embeddedIndex(ranker, silentBus),
    memoryPorts({ embedding: fixedEmbedding(embedding), report }),
  );
  opened.push(store);
  return { store, ...(await createCompany(database)) };
}

const ask = ({ personaId }: StoreUnderTest, text: string) => ({
  personaId,
  audience: "anyone" as const,
  text,
  at: 1,
  limit: 1,
  exceptTurnIds: [],
});

const DIMENSION = 512;
const oneHot = (at: number): Float32Array => new Float32Array(DIMENSION).fill(1, at, at + 1);
const storedRow = (id: string) => database.em().findOneOrFail(MemoryRow, { id });

/** Common words make vectors similar: enough to distinguish texts by their vectors. */
const countingWords = (model: string): EmbeddingModel => ({
  route: { provider: "test", model, local: true },
  embed: async (texts) =>
    texts.map((text) => {
      const vector = new Float32Array(DIMENSION);
      for (const word of text.toLowerCase().match(/\w+/g) ?? []) {
        const hash = [...word].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) % 104_729, 7);
        vector[hash % DIMENSION]! += 1;
      }
      const length = Math.hypot(...vector) || 1;
      return vector.map((value) => value / length);
    }),
});

describe("memories in Postgres, ranked by words", () => {
  testMemoryStore(() => open(), newId);
});
describe.skipIf(!hasSmallEmbedding)("memories in Postgres, ranked by vectors of a real model", () => {
  let embedding: Awaited<ReturnType<typeof openSmallEmbedding>>;
  beforeAll(async () => {
    embedding = await openSmallEmbedding();
  });
  afterAll(async () => {
    // The library crashes when a model is closed that is still in use.
    await Promise.all(opened.map((store) => store.embedded()));
    await embedding.close();
  });

  testMemoryStore(async () => ({ ...(await open(embedding)), store: addingWithVectors(opened.at(-1)!) }), newId);

  test("M5 memories with the same meaning are found without a word in common", async () => {
    const under = await open(embedding);
    const said = [
      "Sam said: my puppy answers to Argos.",
      "Sam said: the name of the street was painted over, what a pity.",
      "Sam said: your list has every call of the day.",
      "Sam said: bread needs a night to rise.",
    ];
    await under.store.add(
      said.map((text) => ({ ...witnessed(under, text), importance: 0 })),
      testScope(),
    );
    await opened.at(-1)!.embedded();
    const [found] = await under.store.recall(ask(under, "What is your dog called?"), testScope());
    expect(found?.text).toBe(said[0]);
    expect(await storedRow(found!.id)).toMatchObject({ dimension: 384 });
  });
});

describe("memories in Postgres", () => {
  test("M5 says how it ranks", async () => {
    expect((await open()).store.ranking).toBe("lexical");
    expect((await open(countingWords("words"))).store.ranking).toBe("vectors");
  });
  test("M5 vectors carry model and dimension, and those of another model do not count", async () => {
    const embedding = fixedEmbedding(countingWords("words"));
    const under = await open();
    const store = createMemoryStore(database, embeddedIndex(ranker, silentBus), memoryPorts({ embedding }));
    const dog = witnessed(under, "a dog");
    await store.add([dog], testScope());
    await store.embedded();
    expect(await storedRow(dog.id)).toMatchObject({ embeddingModel: "test/words", dimension: DIMENSION });
    expect((await store.recall(ask(under, "dog"), testScope()))[0]?.id).toBe(dog.id);
    // Its queries are where the old model put the dog, and nowhere near the bird.
    const [ofDog] = await countingWords("words").embed(["a dog"], testScope());
    const other: EmbeddingModel = {
      ...countingWords("other"),
      embed: async (texts, _, use) => texts.map(() => (use === "query" ? ofDog! : oneHot(0))),
    };
    embedding.set(other);
    const bird = witnessed(under, "a bird");
    bird.importance += 0.01;
    await store.add([bird], testScope());
    await store.embedded();
    expect((await store.recall(ask(under, "wings"), testScope()))[0]?.id).toBe(bird.id);
    expect(await storedRow(dog.id)).toMatchObject({ embeddingModel: "test/words" });
  });
  test("M5 a memory is stored, and found by its words, before its vector is made", async () => {
    const held = Promise.withResolvers<void>();
    const slow: EmbeddingModel = {
      ...countingWords("slow"),
      async embed(texts, scope, use) {
        if (use === "document") await held.promise;
        return countingWords("slow").embed(texts, scope);
      },
    };
    const under = await open(slow);
    const memory = witnessed(under, "Sam said: a dog");
    await under.store.add([memory, witnessed(under, "Sam said: a cat")], testScope());
    expect((await under.store.recall(ask(under, "dog"), testScope()))[0]?.text).toBe("Sam said: a dog");
    expect(await storedRow(memory.id)).toMatchObject({ embeddingModel: null });
    held.resolve();
    await vi.waitUntil(async () => (await storedRow(memory.id)).embeddingModel === "test/slow");
  });
  test("M5 a query whose vector is late is answered by words", async () => {
    const late: EmbeddingModel = {
      ...countingWords("late"),
      embed: (texts, scope, use) =>
        use === "query"
          ? untilAborted(new Promise(() => undefined), scope.signal)
          : countingWords("late").embed(texts, scope),
    };
    const under = await open(late);
    await under.store.add([witnessed(under, "Sam said: a dog"), witnessed(under, "Sam said: a cat")], testScope());
    expect((await under.store.recall(ask(under, "dog"), testScope()))[0]?.text).toBe("Sam said: a dog");
  });
  test("M5 an embedding model that does not answer costs no memory, and its vectors are requested", async () => {
    const broken: EmbeddingModel = {
      ...countingWords("broken"),
      embed: async () => Promise.reject(new Error("down")),
    };
    const under = await open();
    const requested: string[] = [];
    const store = createMemoryStore(
      database,
      embeddedIndex(ranker, silentBus),
      memoryPorts({
        embedding: fixedEmbedding(broken),
        requestVectors: async (workspace) => void requested.push(workspace),
        report,
      }),
    );
    await store.add([witnessed(under, "Sam said: a dog"), witnessed(under, "Sam said: a cat")], testScope());
    expect((await store.recall(ask(under, "dog"), testScope()))[0]?.text).toBe("Sam said: a dog");
    await store.embedded();
    expect(reported).toContainEqual(new Error("down"));
    expect(requested).toEqual([testScope().workspaceId]);
  });
  test("M4 recall waits for no row lock, and records access where it can", async () => {
    const under = await open();
    const [held, free] = [witnessed(under, "Sam said: a dog"), witnessed(under, "Sam said: a cat")];
    await under.store.add([held, free], testScope());
    const store = createMemoryStore(database, embeddedIndex(ranker, silentBus), memoryPorts());
    await database.em().transactional(async (em) => {
      await em.findOneOrFail(MemoryRow, { id: held.id }, { lockMode: LockMode.PESSIMISTIC_WRITE });
      expect(await store.recall({ ...ask(under, "dog cat"), limit: 2 }, testScope())).toHaveLength(2);
      await store.close();
    });
    const stored = await database.em().find(MemoryRow, { id: { $in: [held.id, free.id] } });
    expect(Object.fromEntries(stored.map(({ id, lastAccessedAt }) => [id, lastAccessedAt.getTime()]))).toEqual({
      [held.id]: 0,
      [free.id]: 1,
    });
  });
  test("M5 a worker that died is started again with everything it held", async () => {
    const own = createRanker();
    const under = await open();
    const store = createMemoryStore(database, embeddedIndex(own, silentBus), memoryPorts());
    await store.add([witnessed(under, "Sam said: a dog"), witnessed(under, "Sam said: a cat")], testScope());
    await store.recall(ask(under, "dog"), testScope());
    await own.close();
    expect((await store.recall(ask(under, "cat"), testScope()))[0]?.text).toBe("Sam said: a cat");
    await own.close();
  });
  test("M4 a restart forgets nothing", async () => {
    const under = await open();
    await under.store.add([witnessed(under, "Sam said: a dog"), witnessed(under, "Sam said: a cat")], testScope());
    const again = createRanker();
    expect(
      (
        await createMemoryStore(database, embeddedIndex(again, silentBus), memoryPorts()).recall(
          ask(under, "cat"),
          testScope(),
        )
      )[0]?.text,
    ).toBe("Sam said: a cat");
    await again.close();
  });
});
