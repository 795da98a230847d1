import { randomUUID } from "node:crypto";
import { expect, onTestFinished, test, vi } from "vitest";
import { ModelError, type EmbeddingModel } from "../../engine/model/language-model.ts";
import { scopeOfSystem } from "../../engine/scope/scope.ts";
import { PersonaDraft } from "../../schema/messages/persona.ts";
import { MemoryRow, PersonaRow } from "../../schema/tables/persona.table.ts";
import { Workspace } from "../../schema/tables/workspace.table.ts";
import { insertOperator } from "../../test/insert-operator.ts";
import { freshDatabase } from "../../test/fresh-database.ts";
import { openTestJobs, startTestWorker } from "../../test/jobs/test-job-house.ts";
import { silentBus } from "../../test/changes/silent-bus.ts";
import { fixedEmbedding } from "../../test/memory/fixed-embedding.ts";
import { memoryPorts } from "../../test/memory/memory-ports.ts";
import { testScope } from "../../test/model-servers/collect.ts";
import { openChangeBus } from "../changes/open-change-bus.adapter.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { embedMemories, embedMemoriesJob } from "./embed-memories.job.ts";
import { createMemoryStore } from "./memory.store.ts";
import { createRanker } from "./embedded/ranker.adapter.ts";
import { embeddedIndex } from "./embedded/embedded-index.ts";
import { createVectorRequests } from "./request-vectors.ts";

const MEMORIES = 150;
const PATIENTLY = { timeout: 60_000 };

/** A database for one test, as a job looks at the memories of all workspaces. */
async function openHouse() {
  const { url, drop } = await freshDatabase();
  const database = await openDatabase(url);
  const operator = await insertOperator(database);
  const jobs = await openTestJobs(database, url, [embedMemoriesJob]);
  onTestFinished(async () => {
    await jobs.close();
    await database.close();
    await drop();
  });
  return {
    url,
    database,
    jobs,
    latestJob: async () => (await jobs.list(operator, { shown: "all", limit: 1 }))[0]!,
    modelsOf: async (personaId: string) =>
      (await database.em().find(MemoryRow, { personaId }, { orderBy: { id: "asc" } })).map((row) => row.embeddingModel),
    worker: (open: () => EmbeddingModel | null) =>
      startTestWorker({
        database,
        databaseUrl: url,
        handled: [
          embedMemories(database, async () => {
            const model = open();
            return model && { model, close: async () => undefined };
          }),
        ],
      }),
  };
}

const modelOf = (name: string, embed: EmbeddingModel["embed"]): EmbeddingModel => ({
  route: { provider: "test", model: name, local: true },
  embed,
});
/** Texts with this word are near queries with it. */
const byWord = (word: string) => async (texts: string[]) =>
  texts.map((text) => new Float32Array(text.includes(word) ? [1, 0] : [0, 1]));

async function createPersona(database: Database, workspaceId = "default"): Promise<string> {
  const id = randomUUID();
  const draft = PersonaDraft.parse({ name: "Ada" });
  const rest = { ownerId: null, castKey: null, placeId: "plaza", version: 1, deletedAt: null };
  await database.em().insert(PersonaRow, { id, workspaceId, name: "Ada", draft, ...rest });
  return id;
}
const memoriesOf = (personaId: string, texts: string[]) =>
  texts.map((text) => ({
    id: randomUUID(),
    personaId,
    kind: "witnessed" as const,
    text,
    aboutUserId: null,
    circleId: "c",
    witnesses: null,
    turnId: null,
    importance: 0,
    at: 0,
  }));

test(
  "M5 O7 a changed model makes all vectors anew, in a job that shows progress and resumes, and every server then ranks by them",
  { timeout: 120_000 },
  async () => {
    const { url, database, jobs, latestJob, modelsOf, worker } = await openHouse();
    await database.em().insert(Workspace, { id: "elsewhere", name: "elsewhere" });
    const [personaId, elsewhere] = [await createPersona(database), await createPersona(database, "elsewhere")];
    const changes = await openChangeBus(url, fail);
    const ranker = createRanker();
    const embedding = fixedEmbedding(modelOf("old", byWord("harbour")));
    const store = createMemoryStore(database, embeddedIndex(ranker, changes), memoryPorts({ embedding, report: fail }));
    const texts = Array.from({ length: MEMORIES }, (_, index) => `Day ${index} at the ${index === 7 ? "mill" : "sea"}`);
    const memories = memoriesOf(personaId, texts);
    await store.add(memories, testScope());
    await store.add(memoriesOf(elsewhere, ["far away"]), testScope({ workspaceId: "elsewhere" }));
    await store.embedded();

    const calls: number[] = [];
    const renewed = modelOf("new", async (some) => {
      if (some.includes("far away")) return byWord("mill")(some);
      // The first attempt ends in its second batch.
      if (calls.push(some.length) === 2) throw new ModelError("unreachable", "down");
      return byWord("mill")(some);
    });
    embedding.set(renewed);
    await createVectorRequests(database, embedding, jobs).whereMissing();
    const running = await worker(() => renewed);
    await vi.waitUntil(async () => (await latestJob()).status === "completed", PATIENTLY);
    expect(await modelsOf(personaId)).toEqual(Array(MEMORIES).fill("test/new"));
    await vi.waitUntil(async () => (await modelsOf(elsewhere))[0] === "test/new", PATIENTLY);
    // Nothing that was stored was embedded twice; only the batch that failed was sent again.
    expect(calls).toEqual([64, 64, 64, MEMORIES - 128]);
    expect((await latestJob()).progress).toEqual({ done: MEMORIES, total: MEMORIES });
    const query = { personaId, audience: "anyone" as const, text: "the mill", at: 1, limit: 1, exceptTurnIds: [] };
    await expect.poll(async () => (await store.recall(query, testScope()))[0]?.id, PATIENTLY).toBe(memories[7]!.id);
    await running.close();
    await store.close();
    await changes.close();
    await ranker.close();
  },
);

test("M5 a text corrected meanwhile keeps no vector of its old words, and one that may not be sent is left without", async () => {
  const { database, jobs, latestJob, worker } = await openHouse();
  const personaId = await createPersona(database);
  const [corrected, refused, fine] = memoriesOf(personaId, ["a harbor", "a secret", "a mill"]);
  const store = createMemoryStore(database, embeddedIndex(createRanker(), silentBus), memoryPorts());
  await store.add([corrected!, refused!, fine!], testScope());
  const model = modelOf("careful", async (texts) => {
    if (texts.some((text) => text.includes("secret"))) throw new ModelError("bad-request", "not checked");
    if (texts.includes("a harbor"))
      await database.em().nativeUpdate(MemoryRow, { id: corrected!.id }, { text: "a port" });
    return texts.map((text) => new Float32Array([text.length, 0]));
  });
  const running = await worker(() => model);
  await jobs.order(embedMemoriesJob, {}, scopeOfSystem("default", "test", new AbortController().signal));
  await vi.waitUntil(async () => (await latestJob()).status === "completed", PATIENTLY);
  const row = (id: string) => database.em().findOneOrFail(MemoryRow, { id });
  expect(await row(corrected!.id)).toMatchObject({ text: "a port", embeddingModel: "test/careful", dimension: 2 });
  expect(Buffer.from((await row(corrected!.id)).embedding!).readFloatLE()).toBe("a port".length);
  expect(await row(refused!.id)).toMatchObject({ embeddingModel: "test/careful", embedding: null });
  expect(await row(fine!.id)).toMatchObject({ embeddingModel: "test/careful", dimension: 2 });
  await running.close();
  await store.close();
});

function fail(error: unknown): never {
  throw error;
}
