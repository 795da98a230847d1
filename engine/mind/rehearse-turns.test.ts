import fc from "fast-check";
import { expect, test } from "vitest";
import { buildPersona, buildView } from "../../test/minds/test-circle.ts";
import { rehearseTurns } from "./rehearse-turns.ts";

const NAMES = [
  "Ada",
  "Tom",
  "Mara",
  "Kofi",
  "Ines",
  "Viktor",
  "Elsie",
  "Bruno",
  "Priya",
  "Otto",
  "Noor",
  "Lena",
  "Paul",
  "Rita",
  "Hugo",
  "Sven",
];
const FIELDS = [
  "typography",
  "pricing",
  "databases",
  "climate",
  "medicine",
  "law",
  "history",
  "bread",
  "planning",
  "tax",
  "sailing",
  "music",
  "chess",
  "gardens",
  "maps",
  "wool",
];
const WINDOW = 20;
const TURNS = 500;
const CASTS = 20;

/** Deterministic numbers 0–1 from a seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

async function rehearse(size: number, seed: number, naming: number) {
  const random = createRandom(seed);
  const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]!;
  const personas = NAMES.slice(0, size).map((name, index) =>
    buildPersona({ name, background: { expertise: [FIELDS[index]!] } }),
  );
  const view = buildView({
    personas,
    people: ["Sam"],
    topic: pick(FIELDS),
    lines: [`Sam: What about ${pick(FIELDS)}?`],
  });
  const named = new Map<number, string>();
  const result = await rehearseTurns(view, personas, TURNS, (persona, turn) => {
    const others = personas.filter((other) => other !== persona);
    const remark = `Number ${turn}: ${pick(FIELDS)} and ${pick(FIELDS)} in case ${Math.floor(random() * 1e6)}.`;
    if (random() >= naming || others.length === 0) return remark;
    const other = pick(others);
    named.set(turn, other.id);
    return `${remark} What do you say, ${other.name}?`;
  });
  return { ...result, named, personas };
}

test("M6 ten thousand rehearsed turns: no livelock, nobody twice in a row, shares within half and twice the fair one, the named answer", async () => {
  let turns = 0;
  let namings = 0;
  let answered = 0;
  let closeCalls = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 2, max: 16 }),
      fc.integer(),
      fc.constantFrom(0, 0.3, 0.6, 1),
      async (size, seed, naming) => {
        const { speakers, ended, named, ...rest } = await rehearse(size, seed, naming);
        expect(ended).toBe(false);
        turns += speakers.length;
        closeCalls += rest.closeCalls;
        const fair = WINDOW / size;
        for (const [turn, speaker] of speakers.entries()) {
          expect(speaker).not.toBe(speakers[turn - 1]);
          if (named.has(turn) && turn + 1 < TURNS) {
            namings += 1;
            if (speakers[turn + 1] === named.get(turn)) answered += 1;
          }
          if (turn + 1 < WINDOW) continue;
          const window = speakers.slice(turn + 1 - WINDOW, turn + 1);
          for (const { id } of rest.personas) {
            const count = window.filter((one) => one === id).length;
            expect(count, `${id} of ${size} up to turn ${turn}`).toBeGreaterThanOrEqual(Math.floor(fair / 2));
            expect(count / WINDOW, `${id} of ${size} up to turn ${turn}`).toBeGreaterThanOrEqual(0.5 / size);
            expect(count / WINDOW).toBeLessThanOrEqual(2 / size);
          }
        }
      },
    ),
    { numRuns: CASTS },
  );
  console.log(
    `${turns} turns, named answered at once ${Math.round((100 * answered) / namings)} %, a model asked at ${((100 * closeCalls) / turns).toFixed(1)} %`,
  );
  expect(turns).toBeGreaterThanOrEqual(10_000);
  expect(closeCalls / turns).toBeLessThanOrEqual(0.2);
}, 120_000);
