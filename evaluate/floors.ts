/** What each voice must reach. `least` and `most` are inclusive; a figure without a floor is only printed. */
import type { Figure } from "./measure/figure.ts";

export type Floor = { least: number } | { most: number };
type Floors = Readonly<Record<string, Floor>>;

const EVERY_VOICE: Floors = {
  promptEchoes: { most: 0 },
  callsPerTurn: { most: 1.2 },
  addressedAnswers: { least: 0.9 },
  // Half the fair share is guarded over 20 turns of personas; a talk has 15, some of them asked for by name.
  leastShare: { least: 0.3 },
  leaks: { most: 0 },
};
/** It has few sentences: they recur, but not soon. */
const TINY_VOICE: Floors = { ...EVERY_VOICE, nearRepeats: { most: 0.1 } };

/** By route; the first pattern that matches counts. */
const FLOORS: readonly (readonly [route: RegExp, floors: Floors])[] = [
  [/^rehearsal\//, { ...TINY_VOICE, traitEffect: { least: 0.75 } }],
  [/SmolLM2-135M/i, TINY_VOICE],
  [
    /./,
    {
      ...EVERY_VOICE,
      answered: { least: 0.9 },
      sameOpenings: { most: 0.1 },
      talksWithDisagreement: { least: 0.8 },
      speakerGuessed: { least: 0.6 },
      repeatedLines: { most: 0 },
      firstWordMs: { most: 4000 },
      cachedShare: { least: 0.8 },
    },
  ],
];

export const floorOf = (route: string, key: string): Floor | null =>
  FLOORS.find(([pattern]) => pattern.test(route))?.[1][key] ?? null;

/** Null where there is no floor, or nothing was measured. */
export function reaches({ key, value }: Pick<Figure, "key" | "value">, route: string): boolean | null {
  const floor = floorOf(route, key);
  if (floor === null || value === null) return null;
  return "least" in floor ? value >= floor.least : value <= floor.most;
}
