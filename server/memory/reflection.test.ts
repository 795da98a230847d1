import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { Memory, NewMemory } from "../../engine/memory/memory.ts";
import { toReflection } from "../../engine/memory/reflection/draw-conclusions.ts";
import {
  createReflecting,
  REFLECTION_IMPORTANCE,
  TURNS_A_ROUND,
} from "../../engine/memory/reflection/reflect-on-talk.ts";
import type { ReflectionStore } from "../../engine/memory/reflection/reflection-store.ts";
import type { ChatRequest, Route, RoutedModel } from "../../engine/model/language-model.ts";
import { NO_USAGE } from "../../engine/model/usage/add-usage.ts";
import { CircleRow, TurnRow } from "../../schema/tables/circle.table.ts";
import { freshDatabase, type FreshDatabase } from "../../test/fresh-database.ts";
import { silentBus } from "../../test/changes/silent-bus.ts";
import { createCompany } from "../../test/memory/create-company.ts";
import { memoryPorts } from "../../test/memory/memory-ports.ts";
import { testScope } from "../../test/model-servers/collect.ts";
import { newId } from "../database/new-id.adapter.ts";
import { openDatabase, type Database } from "../database/open-database.store.ts";
import { embeddedIndex } from "./embedded/embedded-index.ts";
import { createRanker, type Ranker } from "./embedded/ranker.adapter.ts";
import { createMemoryStore, type StoredMemories } from "./memory.store.ts";
import { createReflectionStore } from "./reflection.store.ts";

let fresh: FreshDatabase;
let database: Database;
let ranker: Ranker;
let memories: StoredMemories;
let reflections: ReflectionStore;
let personaId: string;
let sam: string;
let lena: string;
let circleId: string;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = await openDatabase(fresh.url);
  ranker = createRanker();
  memories = createMemoryStore(database, embeddedIndex(ranker, silentBus), memoryPorts());
  reflections = createReflectionStore(database, memories.embed);
});
afterAll(async () => {
  await memories.close();
  await ranker.close();
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  const company = await createCompany(database);
  [personaId, sam, lena, circleId] = [company.personaId, company.userId, company.otherUserId, randomUUID()];
});

const scope = () => testScope({ userId: sam, circleId });
const sentence = (text: string, more: Partial<NewMemory> = {}): NewMemory => ({
  id: newId(),
  personaId,
  kind: "witnessed",
  text: `Sam said: ${text}`,
  aboutUserId: sam,
  circleId,
  witnesses: [sam],
  turnId: newId(),
  importance: 0.5,
  at: Date.now(),
  ...more,
});
const gathered = (count: number, more: Partial<NewMemory> = {}) =>
  Array.from({ length: count }, (_, index) => sentence(`thing ${index}`, more));
const listed = async () =>
  (await memories.listAbout({ personaId, userId: sam, limit: 200 }, testScope({ userId: sam }))).items;
const kinds = async () => (await listed()).map(({ kind, text }) => `${kind}: ${text}`).sort();
const conclude = (sources: Memory[], text = "Sam is lonely.") =>
  reflections.addReflections(sources, [toReflection({ statement: text, sources }, newId(), Date.now())], scope());
const ripe = async () => {
  const turns = (await listed()).map(({ turnId }) => ({ turnId: turnId ?? "", text: null, isByPerson: true }));
  return (await reflections.readUnreflected(turns, REFLECTION_IMPORTANCE, 40)).map((one) => one.memories);
};

test("M4 a reflection is made of one person's words before one company, and has their witnesses", async () => {
  await memories.add(
    [...gathered(16), ...gathered(3, { witnesses: [sam, lena] }), ...gathered(20, { importance: 0.1 })],
    scope(),
  );
  const groups = await ripe();
  expect(groups.map((group) => group.length)).toEqual([36]);
  expect(groups[0]!.every(({ witnesses }) => JSON.stringify(witnesses) === JSON.stringify([sam]))).toBe(true);
  expect(await conclude(groups[0]!)).toBe(true);
  const [reflection] = (await listed()).filter(({ kind }) => kind === "reflection");
  expect(reflection).toMatchObject({ text: "Sam is lonely.", witnesses: [sam], aboutUserId: sam });
  expect(reflection!.sources).toHaveLength(36);
  expect(await ripe()).toEqual([]);
  // Once is enough: what has been reflected on is not reflected on again.
  expect(await conclude(groups[0]!)).toBe(false);
});

test("M4 a deleted fact is in no reflection, and comes back by none", async () => {
  await memories.add(gathered(17), scope());
  const [group] = await ripe();
  await conclude(group!);
  const [first] = group!;
  expect(await memories.forget(first!.id, sam, testScope({ userId: sam }))).toBe(true);
  expect((await listed()).filter(({ kind }) => kind === "reflection")).toEqual([]);
  const [rest] = await ripe();
  expect(rest).toHaveLength(16);
  expect(rest!.some(({ id }) => id === first!.id)).toBe(false);
  const query = { personaId, audience: [sam], text: "lonely", at: Date.now(), limit: 40, exceptTurnIds: [] };
  expect((await memories.recall(query, scope())).some(({ kind }) => kind === "reflection")).toBe(false);
});

test("M4 what is deleted or corrected while a model thinks about it is in no reflection", async () => {
  await memories.add(gathered(20), scope());
  const [group] = await ripe();
  await memories.correct(group![3]!.id, sam, "Sam said: something else", testScope({ userId: sam }));
  expect(await conclude(group!)).toBe(false);
  const [again] = await ripe();
  await memories.forget(again![0]!.id, sam, testScope({ userId: sam }));
  expect(await conclude(again!)).toBe(false);
  expect((await listed()).filter(({ kind }) => kind === "reflection")).toEqual([]);
});

test("M4 a preference has the sentence it comes from, and goes and changes with it", async () => {
  const said = sentence("I prefer rye bread with honey.");
  const preference = {
    ...said,
    id: newId(),
    kind: "preference" as const,
    text: "Sam said: I prefer rye bread with honey",
  };
  await memories.add([said, { ...preference, sourceIds: [said.id] }], scope());
  const shown = (await listed()).find(({ kind }) => kind === "preference");
  expect(shown!.sources).toEqual([{ id: said.id, text: said.text }]);
  await memories.correct(said.id, sam, "Sam said: I prefer white bread with butter.", testScope({ userId: sam }));
  expect(await kinds()).toEqual([
    "preference: Sam said: I prefer white bread with butter",
    "witnessed: Sam said: I prefer white bread with butter.",
  ]);
  await memories.forget(said.id, sam, testScope({ userId: sam }));
  expect(await kinds()).toEqual([]);
});

test("M4 people search what is remembered of them", async () => {
  await memories.add(
    [sentence("I have 100% of a brown dog"), sentence("the dog is brown"), sentence("a cat")],
    scope(),
  );
  const search = async (containing: string) =>
    (await memories.listAbout({ personaId, userId: sam, containing, limit: 10 }, testScope({ userId: sam }))).items
      .length;
  expect([await search("BROWN dog"), await search("100%"), await search("d_g"), await search("horse")]).toEqual([
    2, 1, 0, 0,
  ]);
});

/** Answers as its schema wants: importance 9, one preference where "tea" is said, one conclusion from the first two lines. */
function thinking(model: string, asked: ChatRequest[]): RoutedModel {
  return {
    route: { provider: "test", model, local: true },
    async *stream(request) {
      const chat = request as ChatRequest;
      asked.push(chat);
      const lines = chat.messages.at(-1)!.content.split("\n");
      const tea = lines.findIndex((line) => line.includes("tea"));
      const answer =
        chat.responseSchema?.name === "turns_judged"
          ? {
              importance: lines.map(() => 9),
              preferences:
                tea < 0
                  ? []
                  : [
                      { turn: tea + 1, quote: "nothing without my tea" },
                      { turn: tea + 1, quote: "never said" },
                    ],
            }
          : { conclusions: [{ statement: "Sam needs tea.", from: [1, 2] }] };
      yield { type: "text-delta", text: JSON.stringify(answer) };
      yield { type: "finish", reason: "stop", usage: NO_USAGE };
    },
  };
}
const skillOf = ({ model }: Route) => (model.startsWith("large") ? ("large" as const) : ("middle" as const));
async function talk(turns: number, model: RoutedModel, words = (index: number) => `thing ${index}`): Promise<void> {
  const reflect = createReflecting({ store: reflections, model: () => model, skillOf, newId, now: Date.now });
  for (let index = 0; index < turns; index++) {
    const said = sentence(words(index));
    await database.em().insert(TurnRow, turnOf(said, index + 1));
    await memories.add([said], scope());
    await reflect(circleId, await database.em().count(TurnRow, { circleId, awaitsRound: true }), scope());
  }
}
const turnOf = ({ turnId, text }: NewMemory, position: number) => ({
  id: turnId!,
  workspaceId: "default",
  ownerId: sam,
  circleId,
  position,
  speakerId: sam,
  speakerName: "Sam",
  speakerKind: "person",
  text,
  status: "finished",
  replyTo: null,
  witnesses: [sam],
  startedAt: new Date(),
  endedAt: new Date(),
  inputTokens: 0,
  outputTokens: 0,
  costNano: 0,
  voice: "",
  problem: null,
  decision: null,
  traitsShown: null,
  awaitsRound: true,
});

test("M4 M6 a model judges importance, finds preferences and reflects, in 0.05 calls a turn", async () => {
  await database.em().insert(CircleRow, circleOf());
  const asked: ChatRequest[] = [];
  await talk(96, thinking("large-70b", asked), (index) =>
    index === 5 ? "I am nothing without my tea, truly" : `thing ${index}`,
  );
  expect(asked.length / 96).toBeLessThanOrEqual(0.05);
  const all = await listed();
  expect(all.filter(({ kind }) => kind === "witnessed").map(({ importance }) => importance)).toEqual(
    Array(96).fill(0.9),
  );
  const [preference, ...others] = all.filter(({ kind }) => kind === "preference");
  expect([preference!.text, others]).toEqual(["Sam said: nothing without my tea", []]);
  expect(preference!.sources[0]!.text).toContain("my tea, truly");
  expect(all.filter(({ kind }) => kind === "reflection").length).toBeGreaterThan(0);
});

test("M4 a small model is not asked, and the rehearsal voice reflects without a call, the same each time", async () => {
  await database.em().insert(CircleRow, circleOf());
  const asked: ChatRequest[] = [];
  await talk(TURNS_A_ROUND, thinking("middling", asked));
  expect([asked, (await listed()).filter(({ kind }) => kind === "reflection")]).toEqual([[], []]);
  const rehearsal = { ...thinking("script", asked), route: { provider: "rehearsal", model: "script", local: true } };
  await database.em().nativeDelete(TurnRow, { circleId });
  await talk(TURNS_A_ROUND, rehearsal);
  const [reflection] = (await listed()).filter(({ kind }) => kind === "reflection");
  expect(reflection!.text).toBe("I keep thinking of this. Sam said: thing 0");
  expect(asked).toEqual([]);
});

test("M4 O5 a process killed before, in and after each step: nothing is lost, and nothing done twice", async () => {
  await database.em().insert(CircleRow, circleOf());
  const asked: ChatRequest[] = [];
  const model = thinking("large-70b", asked);
  const dying = (step: keyof ReflectionStore): ReflectionStore => ({
    ...reflections,
    // Died after the model's answer, before anything of it was stored.
    [step]: () => Promise.reject(new Error("killed")),
  });
  for (let index = 0; index < TURNS_A_ROUND; index++) {
    const said = sentence(`thing ${index}`);
    await database.em().insert(TurnRow, turnOf(said, index + 1));
    await memories.add([said], scope());
  }
  const round = (store: ReflectionStore) =>
    createReflecting({ store, model: () => model, skillOf, newId, now: Date.now })(circleId, TURNS_A_ROUND, scope());
  for (const step of ["judge", "addReflections"] as const) {
    await expect(round(dying(step))).rejects.toThrow("killed");
    expect((await listed()).filter(({ kind }) => kind === "reflection")).toEqual([]);
  }
  await round(reflections);
  await round(reflections);
  const all = await listed();
  expect(all.filter(({ kind }) => kind === "reflection")).toHaveLength(1);
  expect(all.filter(({ kind }) => kind === "witnessed")).toHaveLength(TURNS_A_ROUND);
});

test("M4 a round in which a model answers in another form than was asked for ends, and is not held again", async () => {
  await database.em().insert(CircleRow, circleOf());
  const asked: ChatRequest[] = [];
  const model: RoutedModel = {
    route: { provider: "test", model: "large-70b", local: true },
    async *stream(request) {
      asked.push(request as ChatRequest);
      yield { type: "text-delta", text: "I would rather chat." };
      yield { type: "finish", reason: "stop", usage: NO_USAGE };
    },
  };
  await talk(TURNS_A_ROUND, model);
  expect(new Set(asked.map(({ responseSchema }) => responseSchema?.name))).toEqual(
    new Set(["turns_judged", "conclusions"]),
  );
  expect(await database.em().count(TurnRow, { circleId, awaitsRound: true })).toBe(0);
  expect((await listed()).map(({ kind, importance }) => [kind, importance])).toEqual(
    Array(TURNS_A_ROUND).fill(["witnessed", 0.5]),
  );
});

const circleOf = () => ({
  id: circleId,
  workspaceId: "default",
  ownerId: sam,
  placeId: "plaza",
  topic: "",
  title: "",
  kind: "chat",
  mode: "auto",
  speed: 5,
  isPrivate: true,
  language: "en",
  x: 0,
  z: 0,
  turnWeights: null,
  chatSessionId: null,
  host: null,
  endedAt: null,
});
