/** What every memory store does. Call it inside a test file; `open` gives an empty store with one persona and one person in it. */
import { expect, test } from "vitest";
import type { NewMemory } from "./memory.ts";
import type { MemoryStore } from "./memory-store.ts";

export type StoreUnderTest = {
  store: MemoryStore;
  personaId: string;
  otherPersonaId: string;
  userId: string;
  otherUserId: string;
};

const HOUR_MS = 3_600_000;
const NOW = Date.UTC(2026, 4, 1, 12);

export function testMemoryStore(open: () => Promise<StoreUnderTest>, newId: () => string): void {
  const build = ({ personaId, userId }: StoreUnderTest, text: string, more: Partial<NewMemory> = {}): NewMemory => ({
    ...{
      id: newId(),
      personaId,
      kind: "witnessed",
      text,
      aboutUserId: userId,
      circleId: "circle",
      turnId: null,
      importance: 0.3,
      at: NOW - HOUR_MS,
    },
    ...more,
  });
  const ask = (personaId: string, text: string, more: Partial<Parameters<MemoryStore["recall"]>[0]> = {}) => ({
    personaId,
    text,
    at: NOW,
    limit: 3,
    exceptTurnIds: [],
    ...more,
  });
  const textsOf = (memories: { text: string }[]) => memories.map(({ text }) => text);

  test("M4 the memory that fits the words comes first", async () => {
    const under = await open();
    await under.store.add([
      build(under, "Sam said: my dog is called Argos"),
      build(under, "Sam said: bread needs time"),
      build(under, "Sam said: the harbour is cold"),
    ]);
    expect(textsOf(await under.store.recall(ask(under.personaId, "How is your dog?")))[0]).toContain("Argos");
  });

  test("M4 of equally fitting memories the fresher and the more important win", async () => {
    const under = await open();
    const fresh = build(under, "Sam said: fresh", { at: NOW - HOUR_MS });
    const old = build(under, "Sam said: old", { at: NOW - 1000 * HOUR_MS });
    await under.store.add([old, fresh]);
    expect(textsOf(await under.store.recall(ask(under.personaId, "nothing of it", { limit: 1 })))).toEqual([
      "Sam said: fresh",
    ]);
    const weighty = build(under, "Sam said: weighty", { at: NOW - 1000 * HOUR_MS, importance: 1 });
    await under.store.add([weighty]);
    expect(textsOf(await under.store.recall(ask(under.personaId, "nothing of it", { limit: 2 })))).toContain(
      "Sam said: weighty",
    );
  });

  test("M4 what is recalled counts as accessed", async () => {
    const under = await open();
    const old = build(under, "Sam said: an old secret", { at: NOW - 2000 * HOUR_MS });
    await under.store.add([old, build(under, "Sam said: newer", { at: NOW - 100 * HOUR_MS })]);
    const [recalled] = await under.store.recall(ask(under.personaId, "secret", { limit: 1 }));
    expect(recalled?.lastAccessedAt).toBe(NOW);
    expect(textsOf(await under.store.recall(ask(under.personaId, "no word fits", { limit: 1 })))).toEqual([
      "Sam said: an old secret",
    ]);
  });

  test("M4 a persona does not remember what another was told", async () => {
    const under = await open();
    await under.store.add([build(under, "Sam said: a secret", { personaId: under.otherPersonaId })]);
    expect(await under.store.recall(ask(under.personaId, "secret"))).toEqual([]);
    expect(await under.store.listAbout(under.personaId, under.userId, 10)).toEqual([]);
  });

  test("M4 turns in view are not recalled", async () => {
    const under = await open();
    await under.store.add([
      build(under, "Sam said: hello there", { turnId: "t1" }),
      build(under, "Sam said: hello again", { turnId: "t2" }),
    ]);
    expect(textsOf(await under.store.recall(ask(under.personaId, "hello", { exceptTurnIds: ["t1"] })))).toEqual([
      "Sam said: hello again",
    ]);
  });

  test("M4 preferences are those of the people asked about, newest first", async () => {
    const under = await open();
    const preference = { kind: "preference" } as const;
    await under.store.add([
      build(under, "Sam said: I like tea", { ...preference, at: NOW - 2 * HOUR_MS }),
      build(under, "Sam said: I hate noise", preference),
      build(under, "Lena said: I love boats", { ...preference, aboutUserId: under.otherUserId }),
      build(under, "Sam said: it rains"),
    ]);
    expect(textsOf(await under.store.preferencesOf(under.personaId, [under.userId], 10))).toEqual([
      "Sam said: I hate noise",
      "Sam said: I like tea",
    ]);
  });

  test("M4 a person corrects and deletes what is remembered of them, and nobody else does", async () => {
    const under = await open();
    const memory = build(under, "Sam said: my cat is called Argos");
    await under.store.add([memory]);
    await under.store.recall(ask(under.personaId, "cat"));
    expect(await under.store.correct(memory.id, under.otherUserId, "mine now")).toBeNull();
    expect(await under.store.forget(memory.id, under.otherUserId)).toBe(false);
    expect((await under.store.correct(memory.id, under.userId, "Sam said: my dog is called Argos"))?.text).toContain(
      "dog",
    );
    expect(textsOf(await under.store.recall(ask(under.personaId, "dog", { limit: 1 })))).toEqual([
      "Sam said: my dog is called Argos",
    ]);
    expect(await under.store.forget(memory.id, under.userId)).toBe(true);
    expect(await under.store.forget(memory.id, under.userId)).toBe(false);
    expect(await under.store.recall(ask(under.personaId, "dog"))).toEqual([]);
  });

  test("M4 the same memory twice is one memory", async () => {
    const under = await open();
    const memory = build(under, "Sam said: once");
    await under.store.add([memory]);
    await under.store.add([memory]);
    expect(await under.store.listAbout(under.personaId, under.userId, 10)).toHaveLength(1);
  });
}
