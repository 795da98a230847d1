import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { EmbeddingModel } from "../../../engine/model/language-model.ts";
import { MemoryRow } from "../../../schema/tables/persona.table.ts";
import { Workspace } from "../../../schema/tables/workspace.table.ts";
import { silentBus } from "../../../test/changes/silent-bus.ts";
import { freshDatabase, type FreshDatabase } from "../../../test/fresh-database.ts";
import { countingWords } from "../../../test/memory/counting-words.ts";
import { fixedEmbedding } from "../../../test/memory/fixed-embedding.ts";
import { memoryPorts } from "../../../test/memory/memory-ports.ts";
import { createCompany, type Company } from "../../../test/memory/create-company.ts";
import { witnessed } from "../../../test/memory/witnessed.ts";
import { testScope } from "../../../test/model-servers/collect.ts";
import { testMemoryStore } from "../../../test/suites/memory-store-suite.ts";
import { startWeaviate, weaviatePath, type WeaviateServer } from "../../../test/weaviate-server.ts";
import { newId } from "../../database/new-id.adapter.ts";
import { openDatabase, type Database } from "../../database/open-database.store.ts";
import { embeddedIndex } from "../embedded/embedded-index.ts";
import { createRanker, type Ranker } from "../embedded/ranker.adapter.ts";
import { createMemoryStore, type StoredMemories } from "../memory.store.ts";
import { countChanges } from "./index-changes.store.ts";
import { keepInStep, type InStep } from "./keep-in-step.process.ts";
import { weaviateIndex } from "./weaviate-index.adapter.ts";
import { openWeaviate } from "./weaviate.adapter.ts";

/** For callers that search at once for what they have changed, although vectors and Weaviate come a little later. */
function settling(store: StoredMemories, inStep: InStep): StoredMemories {
  async function settle<Value>(change: Promise<Value>): Promise<Value> {
    const changed = await change;
    await store.embedded();
    await inStep.run();
    return changed;
  }
  return {
    ...store,
    add: (...added) => settle(store.add(...added)),
    correct: (...correction) => settle(store.correct(...correction)),
    forget: (...forgotten) => settle(store.forget(...forgotten)),
  };
}

/** A wait, as the server starts twice, or takes over thousands, on a busy machine. */
const RESTART_MS = 120_000;

describe.skipIf(weaviatePath === null)("memories in Weaviate", () => {
  let server: WeaviateServer;
  let fresh: FreshDatabase;
  let database: Database;
  let ranker: Ranker;
  const closed = new Set<string>();
  const reported: unknown[] = [];
  const problems: (string | null)[] = [];

  beforeAll(async () => {
    server = await startWeaviate();
    fresh = await freshDatabase();
    database = await openDatabase(fresh.url);
    ranker = createRanker();
  });
  afterAll(async () => {
    await ranker.close();
    await database.close();
    await fresh.drop();
    await server.close();
  });

  const connect = () => openWeaviate({ url: server.url, grpcUrl: server.grpcUrl, apiKey: null });

  function open(embedding: EmbeddingModel | null = null) {
    const weaviate = connect();
    const model = embedding && `${embedding.route.provider}/${embedding.route.model}`;
    const mayHold = async (workspaceId: string) => !closed.has(workspaceId);
    const report = (error: unknown): void => void reported.push(error);
    const inStep = keepInStep({
      database,
      weaviate,
      modelName: () => model,
      newCollection: () => `Dramatis${randomBytes(6).toString("hex")}`,
      mayHold,
      onChange: (problem) => void problems.push(problem),
      report,
    });
    const openEmbedded = embeddedIndex(ranker, silentBus);
    const index = weaviateIndex({ database, weaviate, inStep, mayHold, openEmbedded });
    const store = createMemoryStore(database, index, memoryPorts({ embedding: fixedEmbedding(embedding), report }));
    return { store: settling(store, inStep), inStep };
  }

  describe("found by words", () => {
    let store: StoredMemories;
    beforeAll(() => void ({ store } = open()));
    afterAll(() => store.close());
    testMemoryStore(async () => ({ store, ...(await createCompany(database)) }), newId);
  });

  describe("found by vectors and words", () => {
    let store: StoredMemories;
    let inStep: InStep;
    beforeAll(() => void ({ store, inStep } = open(countingWords("words"))));
    afterAll(() => store.close());
    testMemoryStore(async () => ({ store, ...(await createCompany(database)) }), newId);

    const recall = async ({ personaId }: Company, text: string, limit = 1, scope = testScope()) =>
      (await store.recall({ personaId, audience: "anyone", text, at: 1, limit, exceptTurnIds: [] }, scope)).map(
        (memory) => memory.text,
      );
    const inWeaviate = async () => {
      const weaviate = connect();
      const ids = await weaviate.listIds((await inStep.findCollection())!, "default", "", 10_000);
      await weaviate.close();
      return ids;
    };
    const inPostgres = async () =>
      (await database.em().find(MemoryRow, { workspaceId: "default" }, { fields: ["id"], orderBy: { id: "asc" } })).map(
        ({ id }) => id,
      );

    test(
      "M5 among three thousand memories, the ones that fit are found by meaning and by words",
      async () => {
        const company = await createCompany(database);
        const texts = Array.from({ length: 3_000 }, (_, index) => `Sam said: thing ${index} of kind ${index % 7}`);
        await store.add(
          texts.map((text) => witnessed(company, text)),
          testScope(),
        );
        await inStep.run();
        for (const index of [17, 1_234, 2_999])
          expect(await recall(company, `thing ${index} of kind ${index % 7}`)).toEqual([texts[index]]);
      },
      RESTART_MS,
    );

    test(
      "M5 while Weaviate is unavailable nothing is recalled and nothing is lost; then it catches up",
      async () => {
        const company = await createCompany(database);
        const [before, during, gone] = ["a dog", "a cat", "a horse"].map((text) =>
          witnessed(company, `Sam said: ${text}`),
        );
        await store.add([before!, gone!], testScope());
        problems.length = 0;
        await server.kill();
        expect(await recall(company, "dog")).toEqual([]);
        await store.add([during!], testScope());
        await store.forget(gone!.id, company.userId, testScope({ userId: company.userId }));
        await expect.poll(() => problems).toEqual([expect.any(String)]);
        expect(await countChanges(database)).toBeGreaterThanOrEqual(2);
        await server.start();
        await expect.poll(() => problems.at(-1), { timeout: 60_000 }).toBeNull();
        // Once it is said to be back, it is searched.
        expect(await recall(company, "dog")).toEqual([before!.text]);
        await expect.poll(() => countChanges(database), { timeout: 60_000 }).toBe(0);
        expect(problems).toEqual([expect.any(String), null]);
        expect(await recall(company, "dog")).toEqual([before!.text]);
        expect(await recall(company, "cat")).toEqual([during!.text]);
        expect((await inWeaviate()).includes(gone!.id)).toBe(false);
      },
      RESTART_MS,
    );

    test(
      "M5 after a kill in the midst of taking over, Weaviate has what Postgres has, and no more",
      async () => {
        const company = await createCompany(database);
        const memories = Array.from({ length: 2_000 }, (_, index) => witnessed(company, `Sam said: number ${index}`));
        const adding = store.add(memories, testScope());
        await expect.poll(async () => countChanges(database)).toBeGreaterThan(0);
        await server.kill();
        await adding;
        await server.start();
        await expect.poll(() => countChanges(database), { timeout: 60_000 }).toBe(0);
        await inStep.run();
        // What an older copy of its disk would lack, and have too much.
        const lost = memories[5]!.id;
        const weaviate = connect();
        await weaviate.remove((await inStep.findCollection())!, "default", [lost]);
        const surplus = { personaId: "nobody", words: "x", isPublic: true, witnesses: [] };
        await weaviate.put((await inStep.findCollection())!, "default", [
          { id: newId(), properties: surplus, vector: null },
        ]);
        await weaviate.close();
        expect(await inWeaviate()).not.toEqual(await inPostgres());
        await inStep.compareAgain();
        expect(await inWeaviate()).toEqual(await inPostgres());
        expect(await recall(company, "number 1999")).toEqual(["Sam said: number 1999"]);
        // Every vector can be found, also of an object whose write was broken off.
        const [vector] = await countingWords("words").embed(["Sam"], testScope());
        const searched = { personaId: company.personaId, audience: "anyone" as const, limit: memories.length };
        const again = connect();
        const found = await again.findNearest((await inStep.findCollection())!, "default", vector!, searched);
        expect(found.size).toBe(memories.length);
        await again.close();
      },
      RESTART_MS,
    );

    test("O8 a memory whose vector was removed is found by its words", async () => {
      const company = await createCompany(database);
      const memory = witnessed(company, "Sam said: a lighthouse");
      await store.add([memory, witnessed(company, "Sam said: a harbour")], testScope());
      await store.embedded();
      await database.em().nativeUpdate(MemoryRow, { id: memory.id }, { embedding: null, dimension: null });
      await inStep.run();
      const weaviate = connect();
      const searched = { personaId: company.personaId, audience: "anyone" as const, limit: 10 };
      const [vector] = await countingWords("words").embed([memory.text], testScope());
      const collection = (await inStep.findCollection())!;
      expect((await weaviate.findNearest(collection, "default", vector!, searched)).has(memory.id)).toBe(false);
      await weaviate.close();
      expect(await recall(company, "lighthouse")).toEqual([memory.text]);
    });

    test("L4 memories of a workspace that may not leave this network are not in Weaviate, and are recalled", async () => {
      const workspaceId = "on premises";
      await database.em().insert(Workspace, { id: workspaceId, name: workspaceId });
      const company = await createCompany(database, workspaceId);
      const scope = testScope({ workspaceId });
      const memory = witnessed(company, "Sam said: a secret recipe");
      await store.add([memory], scope);
      const weaviate = connect();
      const collection = (await inStep.findCollection())!;
      expect(await weaviate.listIds(collection, workspaceId, "", 10)).toEqual([memory.id]);
      closed.add(workspaceId);
      await inStep.compareAgain();
      expect(await weaviate.listIds(collection, workspaceId, "", 10)).toEqual([]);
      expect(await recall(company, "recipe", 1, scope)).toEqual([memory.text]);
      await store.add([witnessed(company, "Sam said: another recipe")], scope);
      expect(await weaviate.listIds(collection, workspaceId, "", 10)).toEqual([]);
      expect(await recall(company, "recipe", 2, scope)).toHaveLength(2);
      closed.delete(workspaceId);
      await inStep.compareAgain();
      expect(await weaviate.listIds(collection, workspaceId, "", 10)).toHaveLength(2);
      await weaviate.close();
    });
  });

  test(
    "M5 another embedding model gets a collection of its own, filled with all memories, and the old one goes",
    async () => {
      const company = await createCompany(database);
      const first = open(countingWords("first"));
      const memory = witnessed(company, "Sam said: a dog");
      await first.store.add([memory], testScope());
      const before = (await first.inStep.findCollection())!;
      const second = open(countingWords("second"));
      await second.inStep.run();
      const after = (await second.inStep.findCollection())!;
      expect(after).not.toBe(before);
      const weaviate = connect();
      expect(await weaviate.listIds(after, "default", "", 10_000)).toContain(memory.id);
      expect(await weaviate.ensureCollection(before)).toBe(true);
      await weaviate.deleteCollection(before);
      await weaviate.close();
      await first.inStep.run();
      expect(await first.inStep.findCollection()).toBeNull();
      expect(first.inStep.problem()).toMatch(/same EMBEDDING_MODEL/);
      await first.store.close();
      await second.store.close();
    },
    RESTART_MS,
  );
});
