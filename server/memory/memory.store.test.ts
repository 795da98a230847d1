import { randomUUID } from "node:crypto";
import { LockMode } from "@mikro-orm/core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { silentBus } from "../../test/changes/silent-bus.ts";
import { testMemoryStore, type StoreUnderTest } from "../../test/suites/memory-store-suite.ts";
import type { EmbeddingModel } from "../../engine/model/language-model.ts";
import { PersonaDraft } from "../../schema/messages/persona.ts";
import { User } from "../../schema/tables/account.table.ts";
import { MemoryRow, PersonaRow } from "../../schema/tables/persona.table.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { hasSmallEmbedding, openSmallEmbedding } from "../../test/small-embedding.ts";
import { newId } from "../database/new-id.adapter.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { testScope } from "../../test/model-servers/collect.ts";
import { createMemoryStore } from "./memory.store.ts";
import { createRanker, type Ranker } from "./ranker.adapter.ts";

let fresh: FreshDatabase;
let database: Database;
let ranker: Ranker;
const workspaceId = "default";
const reported: unknown[] = [];
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
  const [personaId, otherPersonaId, userId, otherUserId] = [
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
  ] as const;
  const em = database.em();
  const account = { workspaceId, kind: "guest", role: "guest", email: null, passwordHash: null, colour: "#aa3333" };
  await em.insertMany(User, [
    { ...account, id: userId, name: "Sam" },
    { ...account, id: otherUserId, name: "Lena" },
  ]);
  const draft = PersonaDraft.parse({ name: "Ada" });
  const persona = {
    workspaceId,
    ownerId: null,
    name: "Ada",
    draft,
    castKey: null,
    placeId: "plaza",
    version: 1,
    deletedAt: null,
  };
  await em.insertMany(PersonaRow, [
    { ...persona, id: personaId },
    { ...persona, id: otherPersonaId },
  ]);
  return {
    store: createMemoryStore(database, ranker, embedding, silentBus, report),
    personaId,
    otherPersonaId,
    userId,
    otherUserId,
  };
}

const remember = ({ personaId, userId }: StoreUnderTest, text: string) => ({
  id: randomUUID(),
  personaId,
  kind: "witnessed" as const,
  text,
  aboutUserId: userId,
  circleId: "c",
  witnesses: null,
  turnId: null,
  importance: 0.3,
  at: 0,
});
const ask = ({ personaId }: StoreUnderTest, text: string) => ({
  personaId,
  audience: "anyone" as const,
  text,
  at: 1,
  limit: 1,
  exceptTurnIds: [],
});

const DIMENSION = 512;

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
  afterAll(() => embedding.close());

  testMemoryStore(() => open(embedding), newId);

  test("M5 memories with the same meaning are found without a word in common", async () => {
    const under = await open(embedding);
    const said = [
      "Sam said: my puppy answers to Argos.",
      "Sam said: the name of the street was painted over, what a pity.",
      "Sam said: your list has every call of the day.",
      "Sam said: bread needs a night to rise.",
    ];
    await under.store.add(
      said.map((text) => ({ ...remember(under, text), importance: 0 })),
      testScope(),
    );
    const [found] = await under.store.recall(ask(under, "What is your dog called?"), testScope());
    expect(found?.text).toBe(said[0]);
    expect(await database.em().findOneOrFail(MemoryRow, { id: found!.id })).toMatchObject({ dimension: 384 });
  });
});

describe("memories in Postgres", () => {
  test("M5 says how it ranks", async () => {
    expect((await open()).store.ranking).toBe("lexical");
    expect((await open(countingWords("words"))).store.ranking).toBe("vectors");
  });
  test("M5 vectors carry model and dimension, and a change of model re-embeds them", async () => {
    const under = await open(countingWords("words"));
    const memory = remember(under, "zzz zzz");
    await under.store.add([memory], testScope());
    const stored = () => database.em().findOneOrFail(MemoryRow, { id: memory.id });
    expect(await stored()).toMatchObject({ embeddingModel: "test/words", dimension: DIMENSION });
    const changed = createMemoryStore(database, ranker, countingWords("other"), silentBus, report);
    await changed.recall(ask(under, "zzz"), testScope());
    await expect.poll(async () => (await stored()).embeddingModel).toBe("test/other");
  });
  test("M5 an embedding model that does not answer costs no memory", async () => {
    const broken: EmbeddingModel = {
      ...countingWords("broken"),
      embed: async () => Promise.reject(new Error("down")),
    };
    const under = await open(broken);
    await under.store.add([remember(under, "Sam said: a dog"), remember(under, "Sam said: a cat")], testScope());
    expect((await under.store.recall(ask(under, "dog"), testScope()))[0]?.text).toBe("Sam said: a dog");
    expect(reported).toContainEqual(new Error("down"));
  });
  test("M4 recall waits for no row lock, and records access where it can", async () => {
    const under = await open();
    const [held, free] = [remember(under, "Sam said: a dog"), remember(under, "Sam said: a cat")];
    await under.store.add([held, free], testScope());
    const store = createMemoryStore(database, ranker, null, silentBus, report);
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
    const store = createMemoryStore(database, own, null, silentBus, report);
    await store.add([remember(under, "Sam said: a dog"), remember(under, "Sam said: a cat")], testScope());
    await store.recall(ask(under, "dog"), testScope());
    await own.close();
    expect((await store.recall(ask(under, "cat"), testScope()))[0]?.text).toBe("Sam said: a cat");
    await own.close();
  });
  test("M4 a restart forgets nothing", async () => {
    const under = await open();
    await under.store.add([remember(under, "Sam said: a dog"), remember(under, "Sam said: a cat")], testScope());
    const again = createRanker();
    expect(
      (await createMemoryStore(database, again, null, silentBus, report).recall(ask(under, "cat"), testScope()))[0]
        ?.text,
    ).toBe("Sam said: a cat");
    await again.close();
  });
});
