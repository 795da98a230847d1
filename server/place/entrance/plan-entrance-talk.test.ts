import { expect, test } from "vitest";
import type { LocalizedText } from "../../../schema/messages/localized-text.ts";
import {
  FIRST_MEMORY,
  planEntranceTalk,
  type EntranceMemory,
  type EntrancePlan,
  type EntranceView,
} from "./plan-entrance-talk.ts";

const topics: LocalizedText[] = [{ en: "Bread", de: "Brot" }, { en: "Wine" }, { en: "Salt", de: "Salz" }];
const cast = (count: number) => Array.from({ length: count }, (_, index) => `p${index}`);
const quiet: EntranceView = {
  isAffordable: true,
  hearers: ["en"],
  talk: null,
  isSpotFree: true,
  freePersonaIds: cast(12),
};
const casual = { isCasual: true, isStuck: false, personaCount: 3 };
/** A random source that counts up: each draw differs. */
const counting = () => {
  let draws = 0;
  return () => (draws++ * 0.37) % 1;
};
const plan = (view: Partial<EntranceView>, memory: EntranceMemory = FIRST_MEMORY, now = 0): EntrancePlan =>
  planEntranceTalk({ ...quiet, ...view }, memory, topics, now, counting());
const move = (view: Partial<EntranceView>, memory?: EntranceMemory, now?: number) => plan(view, memory, now).move;

test("W8 somebody comes within hearing: two or three of the cast begin to talk, those nearby", () => {
  const opened = move({});
  expect(opened).toMatchObject({ type: "open", language: "en" });
  const { personaIds } = opened as Extract<typeof opened, { type: "open" }>;
  expect(new Set(personaIds).size).toBe(3);
  expect(cast(6)).toEqual(expect.arrayContaining(personaIds));
  expect(move({ freePersonaIds: cast(4) })).toMatchObject({ personaIds: [expect.any(String), expect.any(String)] });
});

test("W8 if nobody is there, the voice costs money, or a circle is in the way, no talk begins", () => {
  expect(move({ hearers: [] })).toBeNull();
  expect(move({ isAffordable: false })).toBeNull();
  expect(move({ isSpotFree: false })).toBeNull();
});

test("W8 at least as many personas stay free as talk by themselves", () => {
  expect(move({ freePersonaIds: cast(3) })).toBeNull();
  for (let count = 4; count < 12; count++) {
    const opened = move({ freePersonaIds: cast(count) }) as { personaIds: string[] };
    expect(opened.personaIds.length).toBeLessThanOrEqual(count / 2);
  }
});

test("W8 W13 the topic is in the language of the nearest person, else in English", () => {
  const languageOf = (hearers: string[], used: LocalizedText[]) =>
    move({ hearers }, { ...FIRST_MEMORY, used }) as { topic: string; language: string };
  expect(languageOf(["de-AT", "en"], [topics[1]!, topics[2]!])).toMatchObject({ topic: "Brot", language: "de" });
  expect(languageOf(["de"], [topics[0]!, topics[2]!])).toMatchObject({ topic: "Wine", language: "en" });
});

test("W8 once it has ended personas pause for a minute or two and begin with another topic, each before any comes again", () => {
  let memory = FIRST_MEMORY;
  const topics: string[] = [];
  for (let now = 0; topics.length < 9; now += 200_000) {
    const opened = plan({}, memory, now);
    topics.push((opened.move as { topic: string }).topic);
    ({ memory } = plan({ talk: casual }, opened.memory, now + 1000));
    const ended = plan({}, memory, now + 2000);
    expect(ended.move).toBeNull();
    expect(plan({}, ended.memory, now + 61_000).move).toBeNull();
    ({ memory } = ended);
    expect(plan({}, memory, now + 122_001).move).toMatchObject({ type: "open" });
  }
  for (const [index, topic] of topics.entries()) expect(topic).not.toBe(topics[index - 1]);
  expect(new Set(topics.slice(0, 3)).size).toBe(3);
});

test("W8 people invite its personas elsewhere: others take their seats, or the last one goes too", () => {
  expect(move({ talk: { ...casual, personaCount: 2 } })).toBeNull();
  expect(move({ talk: { ...casual, personaCount: 1 }, freePersonaIds: cast(5) })).toMatchObject({
    type: "join",
    personaIds: [expect.any(String), expect.any(String)],
  });
  expect(move({ talk: { ...casual, personaCount: 1 }, freePersonaIds: cast(2) })).toEqual({ type: "stop" });
  // Nobody hears it: it sleeps, and ends by itself.
  expect(move({ talk: { ...casual, personaCount: 1 }, hearers: [] })).toBeNull();
  expect(move({ talk: { ...casual, personaCount: 0 }, freePersonaIds: [] })).toBeNull();
});

test("W8 a talk that a person joins is theirs; one that cannot continue, or would cost money, ends", () => {
  expect(move({ talk: { isCasual: false, isStuck: true, personaCount: 1 }, isAffordable: false })).toBeNull();
  expect(move({ talk: { ...casual, isStuck: true } })).toEqual({ type: "stop" });
  expect(move({ talk: casual, isAffordable: false })).toEqual({ type: "stop" });
});
