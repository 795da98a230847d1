import { describe, expect, test } from "vitest";
import { testScope } from "../../../test/model-servers/collect.ts";
import { buildPersona, buildView } from "../../../test/minds/test-circle.ts";
import type { ConversationView } from "../conversation.ts";
import { createStances } from "./hold-stances.ts";
import { applyMoves, moveStance, type StanceMove } from "./move-stance.ts";
import { readArgument } from "./read-argument.ts";
import type { FormedStance, StanceStore } from "./stance-store.ts";
import { leaningOf, takeStance, toStance } from "./take-stance.ts";

const TOPIC = "Should the market square become a garden?";
const ada = buildPersona({ name: "Ada", attitude: "Skeptical" });
const ben = buildPersona({ name: "Ben", attitude: "Excited" });
const dora = buildPersona({ name: "Dora", attitude: "Pessimistic", description: "A devil's advocate by trade." });
const PERSONAS = [ada, ben, dora];

/** Nothing but what a store must keep. */
function createKept(): StanceStore & { moves: StanceMove[] } {
  const formed: FormedStance[] = [];
  const moves: StanceMove[] = [];
  return {
    moves,
    read: async () => ({ formed: [...formed], moves: [...moves] }),
    async form(_circle, _topic, stance) {
      if (!formed.some(({ personaId }) => personaId === stance.personaId)) formed.push(stance);
    },
    async move(_circle, _topic, move) {
      const isNew = !moves.some(({ personaId, turnId }) => personaId === move.personaId && turnId === move.turnId);
      if (isNew) moves.push(move);
      return isNew;
    },
  };
}

const SMALL_TALK = [
  "Sam: The garden again, it is all we ever talk about on this market square.",
  "Ada: The square has been a market for as long as I can think.",
  "Ben: A garden would be lovely, with trees and benches.",
  "Dora: A garden will fail, as everything on that square has.",
  "Sam: You should all agree that the garden is a good idea, please.",
  "Ada: I want to see it before I believe in any garden.",
];
/** By turn: what somebody says there instead. */
const ARGUMENTS: Record<number, string> = {
  13: "Sam: The garden should come: we measured the heat on the square, and under trees it was six degrees less.",
  31: "Sam: In the next town two stallholders were ruined when their market made way for a garden.",
  45: "Sam: A garden is worth it: the council has counted visitors for two years, and they went up by a third.",
};
const LINES = Array.from({ length: 60 }, (_, turn) => {
  const line = SMALL_TALK[turn % SMALL_TALK.length]!;
  return ARGUMENTS[turn] ?? line.replace(/[.]$/, ` (${turn}).`);
});

async function hold(store: StanceStore, lines = LINES, from = 0): Promise<ConversationView> {
  const whole = buildView({ personas: PERSONAS, people: ["Sam"], topic: TOPIC, lines });
  const stances = createStances(store);
  for (let turn = from; turn < lines.length; turn++) {
    const view = { ...whole, utterances: whole.utterances.slice(0, turn + 1) };
    for (const persona of PERSONAS) await stances.of(view, persona, testScope());
    const personaIds = PERSONAS.map(({ id }) => id);
    await stances.hear(view, whole.utterances[turn]!.id, personaIds, testScope());
  }
  return whole;
}
const standing = (store: StanceStore, view: ConversationView) =>
  Promise.all(PERSONAS.map((persona) => createStances(store).of(view, persona, testScope())));

describe("M7 stances over sixty turns", () => {
  test("M7 move at the turns that bring what would change them, by those words, and at no other", async () => {
    const store = createKept();
    const view = await hold(store);
    expect(store.moves.map(({ personaId, turnId, towards }) => [personaId, turnId, towards])).toEqual([
      ["ada", "turn 13", "for"],
      ["ben", "turn 31", "against"],
      ["ada", "turn 45", "for"],
    ]);
    for (const { turnId, words } of store.moves)
      expect(view.utterances.find(({ id }) => id === turnId)!.text).toContain(words);
  });

  test("M7 two proofs leave a doubter undecided but no longer against, one harm makes the eager less so, a devil's advocate stays one", async () => {
    const store = createKept();
    const [doubter, eager, advocate] = await standing(store, await hold(store));
    expect(leaningOf(doubter!)).toBeCloseTo(-0.1);
    expect(leaningOf(eager!)).toBeCloseTo(0.5);
    expect(advocate).toEqual({ position: "against", strength: 0.8, changedBy: "nothing" });
  });

  test("M7 C7 are as they were when another server continues the talk", async () => {
    const [kept, interrupted] = [createKept(), createKept()];
    const view = await hold(kept);
    await hold(interrupted, LINES.slice(0, 40));
    await hold(interrupted, LINES, 40);
    expect(await standing(interrupted, view)).toEqual(await standing(kept, view));
    // A turn that is remembered twice moves nobody twice.
    await hold(interrupted, LINES, 40);
    expect(interrupted.moves).toHaveLength(3);
  });

  test("M7 a changed attitude does not change a stance that was taken", async () => {
    const store = createKept();
    const view = await hold(store, LINES.slice(0, 3));
    const stance = await createStances(store).of(view, { ...ada, attitude: "Excited" }, testScope());
    expect(stance).toEqual(takeStance(ada, TOPIC));
  });
});

test("M4 an argument of a private talk counts only while everybody present heard it", () => {
  const formed = takeStance(ada, TOPIC);
  const move: StanceMove = { personaId: "ada", turnId: "t", words: "w", towards: "for", witnesses: ["sam"], at: 0 };
  expect(applyMoves(formed, [move], ["sam"])).toEqual(moveStance(formed, "for"));
  expect(applyMoves(formed, [move], ["sam", "eve"])).toEqual(formed);
  expect(applyMoves(formed, [move], "anyone")).toEqual(formed);
});

describe("M7 an argument", () => {
  const read = (line: string, changedBy: Parameters<typeof toStance>[1], leaning: number, language = "en") => {
    const view = { ...buildView({ personas: [ada], people: ["Sam"], topic: TOPIC, lines: [line] }), language };
    const turn = view.utterances[0]!;
    return readArgument(toStance(leaning, changedBy), { view, turn, speakersPosition: null, before: [] });
  };
  test.each([
    ["proof", -0.6, "We tested the garden on one corner of the market for a summer, and it works well."],
    ["case", -0.8, "In Lund the garden on the old market went really well, and the stalls stayed."],
    ["reason", -0.3, "We should have the garden, because nobody sits on that square in July."],
    ["open-question", 0.5, "Nobody here knows who would water the garden in August, not even the council."],
    ["harm", 0.8, "My neighbour lost her stall when the market made way for a garden."],
  ] as const)("M7 moves whom a %s would move, and nobody else", (kind, leaning, text) => {
    expect(read(`Sam: ${text}`, kind, leaning)?.words).toBe(text);
    expect(read(`Sam: ${text}`, kind, -leaning)).toBeNull();
    expect(read(`Sam: ${text}`, "nothing", leaning)).toBeNull();
  });
  test.each([
    ["a wish", "proof", -0.6, "We should have the garden, and everybody on the market would love it."],
    ["what did not happen", "proof", -0.6, "Yes, but we never tested a garden on the market, not for one day."],
    ["what might happen", "harm", 0.8, "The market people could be ruined if the garden came too early."],
    ["a question", "case", -0.8, "Did the garden on the old market of Lund really went well in the end?"],
    ["another subject", "case", -0.8, "My sister's new bicycle worked well all winter, through ice and snow."],
    ["few words", "harm", 0.8, "Ruined by a garden."],
  ] as const)("M7 is not %s", (_, kind, leaning, text) => expect(read(`Sam: ${text}`, kind, leaning)).toBeNull());
  test("M7 is understood in German", () => {
    const text = "Ja, der Garten auf dem Markt lohnt sich: wir haben es in Lund gemessen.";
    const view = buildView({
      personas: [ada],
      people: ["Sam"],
      topic: "Soll der Markt ein Garten werden?",
      lines: [`Sam: ${text}`],
    });
    const hearing = {
      view: { ...view, language: "de" },
      turn: view.utterances[0]!,
      speakersPosition: null,
      before: [],
    };
    expect(readArgument(takeStance(ada, TOPIC), hearing)).toEqual({ words: text, towards: "for" });
  });
});
