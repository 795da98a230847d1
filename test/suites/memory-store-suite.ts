/** The contract of every memory store. Call it inside a test file; `open` returns an empty store with one persona and one person. */
import { expect, test } from "vitest";
import type { NewMemory } from "../../engine/memory/memory.ts";
import type { MemoryStore } from "../../engine/memory/memory-store.ts";
import { testScope } from "../model-servers/collect.ts";

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
    id: newId(),
    personaId,
    kind: "witnessed",
    text,
    aboutUserId: userId,
    circleId: "circle",
    witnesses: null,
    turnId: null,
    importance: 0.3,
    at: NOW - HOUR_MS,
    ...more,
  });
  const ask = (personaId: string, text: string, more: Partial<Parameters<MemoryStore["recall"]>[0]> = {}) => ({
    personaId,
    audience: "anyone" as const,
    text,
    at: NOW,
    limit: 3,
    exceptTurnIds: [],
    ...more,
  });
  const listed = async ({ store, personaId, userId }: StoreUnderTest) =>
    (await store.listAbout({ personaId, userId, limit: 10 }, testScope({ userId }))).items;
  const idsOf = (memories: { id: string }[]) => memories.map(({ id }) => id);
  const textsOf = (memories: { text: string }[]) => memories.map(({ text }) => text);

  test("M4 the memory that fits the words comes first", async () => {
    const under = await open();
    await under.store.add(
      [
        build(under, "Sam said: my dog is called Argos"),
        build(under, "Sam said: bread needs time"),
        build(under, "Sam said: the harbour is cold"),
      ],
      testScope(),
    );
    expect(textsOf(await under.store.recall(ask(under.personaId, "How is your dog?"), testScope()))[0]).toContain(
      "Argos",
    );
  });

  test("M4 of equally fitting memories the fresher and the more important win", async () => {
    const under = await open();
    const text = "Sam said: the harbour is cold";
    const fresh = build(under, text, { at: NOW - HOUR_MS });
    const old = build(under, text, { at: NOW - 1000 * HOUR_MS });
    await under.store.add([old, fresh], testScope());
    expect(idsOf(await under.store.recall(ask(under.personaId, "nothing of it", { limit: 1 }), testScope()))).toEqual([
      fresh.id,
    ]);
    const weighty = build(under, text, { at: NOW - 1000 * HOUR_MS, importance: 1 });
    await under.store.add([weighty], testScope());
    expect(idsOf(await under.store.recall(ask(under.personaId, "nothing of it", { limit: 2 }), testScope()))).toContain(
      weighty.id,
    );
  });

  test("M4 recalled memories count as accessed", async () => {
    const under = await open();
    const text = "Sam said: an old secret";
    const old = build(under, text, { at: NOW - 2000 * HOUR_MS, turnId: "old" });
    const newer = build(under, text, { at: NOW - 100 * HOUR_MS, turnId: "newer" });
    await under.store.add([old, newer], testScope());
    const recall = (exceptTurnIds: string[]) =>
      under.store.recall(ask(under.personaId, "secret", { limit: 1, exceptTurnIds }), testScope());
    expect(await recall(["newer"])).toMatchObject([{ id: old.id, lastAccessedAt: NOW }]);
    expect(idsOf(await recall([]))).toEqual([old.id]);
  });

  test("M4 a persona does not remember what another one heard", async () => {
    const under = await open();
    await under.store.add([build(under, "Sam said: a secret", { personaId: under.otherPersonaId })], testScope());
    expect(await under.store.recall(ask(under.personaId, "secret"), testScope())).toEqual([]);
    expect(await listed(under)).toEqual([]);
  });

  test("M4 turns in view are not recalled", async () => {
    const under = await open();
    await under.store.add(
      [
        build(under, "Sam said: hello there", { turnId: "t1" }),
        build(under, "Sam said: hello again", { turnId: "t2" }),
      ],
      testScope(),
    );
    expect(
      textsOf(await under.store.recall(ask(under.personaId, "hello", { exceptTurnIds: ["t1"] }), testScope())),
    ).toEqual(["Sam said: hello again"]);
  });

  test("M4 preferences are those of the people asked about, newest first", async () => {
    const under = await open();
    const preference = { kind: "preference" } as const;
    await under.store.add(
      [
        build(under, "Sam said: I like tea", { ...preference, at: NOW - 2 * HOUR_MS }),
        build(under, "Sam said: I hate noise", preference),
        build(under, "Lena said: I love boats", { ...preference, aboutUserId: under.otherUserId }),
        build(under, "Sam said: it rains"),
      ],
      testScope(),
    );
    expect(textsOf(await under.store.preferencesOf(under.personaId, [under.userId], "anyone", 10))).toEqual([
      "Sam said: I hate noise",
      "Sam said: I like tea",
    ]);
  });

  test("M4 a person corrects and deletes what is remembered of them, and nobody else does", async () => {
    const under = await open();
    const memory = build(under, "Sam said: my cat is called Argos");
    await under.store.add([memory], testScope());
    await under.store.recall(ask(under.personaId, "cat"), testScope());
    expect(
      await under.store.correct(memory.id, under.otherUserId, "mine now", testScope({ userId: under.otherUserId })),
    ).toBeNull();
    expect(await under.store.forget(memory.id, under.otherUserId, testScope({ userId: under.otherUserId }))).toBe(
      false,
    );
    expect(
      (
        await under.store.correct(
          memory.id,
          under.userId,
          "Sam said: my dog is called Argos",
          testScope({ userId: under.userId }),
        )
      )?.text,
    ).toContain("dog");
    expect(textsOf(await under.store.recall(ask(under.personaId, "dog", { limit: 1 }), testScope()))).toEqual([
      "Sam said: my dog is called Argos",
    ]);
    expect(await under.store.forget(memory.id, under.userId, testScope({ userId: under.userId }))).toBe(true);
    expect(await under.store.forget(memory.id, under.userId, testScope({ userId: under.userId }))).toBe(false);
    expect(await under.store.recall(ask(under.personaId, "dog"), testScope())).toEqual([]);
  });

  test("M4 the same memory twice is one memory", async () => {
    const under = await open();
    const memory = build(under, "Sam said: once");
    await under.store.add([memory], testScope());
    await under.store.add([memory], testScope());
    expect(await listed(under)).toHaveLength(1);
  });

  const [SAM, LENA, KIM] = [["sam"], ["lena"], ["kim"]] as const;
  test.each([
    ["said in public", null, "anyone", true],
    ["said in public", null, LENA, true],
    ["said in public", null, [], true],
    ["said before one", SAM, SAM, true],
    ["said before one", SAM, [...SAM, ...LENA], false],
    ["said before one", SAM, LENA, false],
    ["said before one", SAM, "anyone", false],
    ["said before two", [...SAM, ...LENA], SAM, true],
    ["said before two", [...SAM, ...LENA], [...LENA, ...SAM], true],
    ["said before two", [...SAM, ...LENA], [...SAM, ...LENA, ...KIM], false],
    ["said before two", [...SAM, ...LENA], "anyone", false],
    ["said before nobody", [], SAM, false],
    ["said before nobody", [], "anyone", false],
  ] as const)("M4 what was %s %j is used before %j: %s", async (_, witnesses, audience, isUsed) => {
    const under = await open();
    await under.store.add(
      [
        build(under, "Sam said: the key is under the mat", { witnesses }),
        build(under, "Sam said: I like the mat", { kind: "preference", witnesses }),
      ],
      testScope(),
    );
    const { personaId, userId } = under;
    const recalled = await under.store.recall(ask(personaId, "key", { audience }), testScope());
    expect(recalled).toHaveLength(isUsed ? 2 : 0);
    for (const memory of recalled) expect(memory.witnesses).toEqual(witnesses);
    expect(await under.store.preferencesOf(personaId, [userId], audience, 10)).toHaveLength(isUsed ? 1 : 0);
  });

  test("M4 memories that may not be used displace none that may, and do not count as accessed", async () => {
    const under = await open();
    const secrets = Array.from({ length: 5 }, (_, index) =>
      build(under, `Sam said: key number ${index}`, { importance: 1, witnesses: SAM }),
    );
    await under.store.add([...secrets, build(under, "Sam said: rain")], testScope());
    expect(textsOf(await under.store.recall(ask(under.personaId, "key"), testScope()))).toEqual(["Sam said: rain"]);
    const later = await under.store.recall(
      ask(under.personaId, "key", { audience: SAM, limit: 6, at: NOW + HOUR_MS }),
      testScope(),
    );
    expect(later).toHaveLength(6);
  });

  test("M4 a memory that was corrected is heard by the same people as before", async () => {
    const under = await open();
    const memory = build(under, "Sam said: my dog is called Argos", { witnesses: SAM });
    await under.store.add([memory], testScope());
    await under.store.recall(ask(under.personaId, "dog", { audience: SAM }), testScope());
    await under.store.correct(
      memory.id,
      under.userId,
      "Sam said: my cat is called Argos",
      testScope({ userId: under.userId }),
    );
    expect(await under.store.recall(ask(under.personaId, "cat"), testScope())).toEqual([]);
    expect(await under.store.recall(ask(under.personaId, "cat", { audience: SAM }), testScope())).toHaveLength(1);
  });

  test("M4 what is remembered about a person is listed by page, as far as they heard it", async () => {
    const under = await open();
    const { personaId, userId } = under;
    const heard = [null, [userId], null, [userId, "lena"], null].map((witnesses, index) =>
      build(under, `Sam said: number ${index}`, { witnesses }),
    );
    await under.store.add(
      [...heard, build(under, "Lena said: Sam must not hear this", { witnesses: LENA })],
      testScope(),
    );
    const pages: string[][] = [];
    let before: string | undefined;
    do {
      const page = await under.store.listAbout({ personaId, userId, before, limit: 2 }, testScope({ userId }));
      pages.push(textsOf(page.items));
      before = page.next ?? undefined;
    } while (before !== undefined);
    expect(pages.map(({ length }) => length)).toEqual([2, 2, 1]);
    expect(pages.flat()).toEqual(textsOf(heard.toSorted((one, other) => (one.id < other.id ? 1 : -1))));
  });
}
