import { describe, expect, test } from "vitest";
import { buildPersona, buildView } from "../../test/minds/test-circle.ts";
import { extractPreferences } from "./extract-preferences.ts";
import { createInProcessMemoryStore } from "./in-process-memory-store.ts";
import { judgeImportance } from "./judge-importance.ts";
import { recallMemories } from "./recall-memories.ts";
import { witnessTurn } from "./witness-turn.ts";
import { testScope } from "../../test/model-servers/collect.ts";

const ada = buildPersona({ name: "Ada" });
const tom = buildPersona({ name: "Tom" });
let ids = 0;
const newId = () => `memory ${(ids += 1)}`;
const see = (lines: string[], personaIds = ["ada", "tom"]) => {
  const view = buildView({ personas: [ada, tom], people: ["Sam"], lines });
  return witnessTurn(view, view.utterances.at(-1)!, personaIds, newId);
};

describe("M4 what is kept of a turn", () => {
  test("M4 each persona present keeps it, in its own view", () =>
    expect(see(["Ada: The harbour freezes in winter."]).map(({ personaId, text }) => [personaId, text])).toEqual([
      ["ada", "I said: The harbour freezes in winter."],
      ["tom", "Ada said: The harbour freezes in winter."],
    ]));
  test("M4 an absent persona remembers nothing", () => {
    expect(see(["Sam: My key is under the mat."], ["ada"]).map(({ personaId }) => personaId)).toEqual(["ada"]);
    expect(see(["Sam: My key is under the mat."], ["stranger"])).toEqual([]);
  });
  test("M4 it is about the person who said it, or who was named", () => {
    expect(see(["Sam: I moved here last year."])[0]?.aboutUserId).toBe("sam");
    expect(see(["Ada: Sam paints boats every day."])[1]?.aboutUserId).toBe("sam");
    expect(see(["Ada: The harbour freezes in winter."])[0]?.aboutUserId).toBeNull();
  });
  test("M4 a few words are heard, not remembered", () => expect(see(["Sam: Oh yes!"])).toEqual([]));
  test("M4 preferences are kept besides", () =>
    expect(
      see(["Sam: Well, I prefer tea to coffee. Shall we?"], ["ada"]).map(({ kind, text }) => [kind, text]),
    ).toEqual([
      ["witnessed", "Sam said: Well, I prefer tea to coffee. Shall we?"],
      ["preference", "Sam said: I prefer tea to coffee"],
    ]));
});

describe("M4 preferences", () => {
  test.each([
    ["I like long walks in the rain.", ["I like long walks in the rain"]],
    ["I'm allergic to nuts, sadly", ["I'm allergic to nuts, sadly"]],
    ["My favourite colour is green!", ["My favourite colour is green"]],
    ["Please call me Kim.", ["Please call me Kim"]],
    ["I can’t stand opera.", ["I can't stand opera"]],
    ["Ich mag keinen Kaffee.", ["Ich mag keinen Kaffee"]],
    ["Ich trinke lieber Tee.", ["Ich trinke lieber Tee"]],
    ["I like that.", []],
    ["I like how you put it.", []],
    ["I'd like to know more.", []],
    ["Do I like tea?", []],
    ["She likes tea.", []],
  ])("M4 %s", (text, expected) => expect(extractPreferences(text)).toEqual(expected));
});

test("M4 importance grows with later relevance", () => {
  const plain = { speakerIsPerson: true, namesPersona: false, isPreference: false };
  const small = judgeImportance("The tram is late again.", plain);
  for (const text of ["My mother died in spring.", "I promise to bring it on Friday.", "I was born in 1962."])
    expect(judgeImportance(text, plain)).toBeGreaterThan(small + 0.2);
  expect(judgeImportance("The tram is late again.", { ...plain, namesPersona: true })).toBeGreaterThan(small);
  expect(
    judgeImportance("I love you, I promise, remember Monday the 5th! ".repeat(9), {
      ...plain,
      namesPersona: true,
      isPreference: true,
    }),
  ).toBe(1);
});

test("M4 recalls at least five useful memories of turns that are out of view, and preferences, within the budget", async () => {
  const store = createInProcessMemoryStore();
  const old = Array.from({ length: 12 }, (_, index) => `Sam: The harbour story number ${index} is a long one to tell.`);
  const view = buildView({
    personas: [ada, tom],
    people: ["Sam"],
    topic: "the harbour",
    lines: [...old, "Sam: I hate cold water.", ...Array.from({ length: 11 }, () => "Sam: Hm.")],
  });
  for (const turn of view.utterances) await store.add(witnessTurn(view, turn, ["ada"], newId), testScope());
  const at = view.utterances.at(-1)!.at;
  const inView = view.utterances.slice(-10);
  const all = await recallMemories(store, "ada", view, { inView, at, scope: testScope(), budgetTokens: 1000 });
  expect(all.memories.length).toBeGreaterThanOrEqual(5);
  expect(all.memories.filter(({ turnId }) => inView.some(({ id }) => id === turnId))).toEqual([]);
  expect(all.preferences.map(({ text }) => text)).toEqual(["Sam said: I hate cold water"]);
  expect(all.memories.filter(({ id }) => all.preferences.some((preference) => preference.id === id))).toEqual([]);
  const tight = await recallMemories(store, "ada", view, { inView, at, scope: testScope(), budgetTokens: 30 });
  expect(tight.preferences).toHaveLength(1);
  expect(tight.memories.length).toBeLessThan(3);
});
