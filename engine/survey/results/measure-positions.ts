/** Whether the place at which an option was shown decides what is chosen. */
import type { ResultAnswer } from "./results-input.ts";
import { chiSquaredP } from "../statistics/test-outcome.ts";

export type Positions = {
  /** By place. */
  places: { shown: number; chosen: number; expected: number }[];
  /** Of χ² between what was chosen and what is expected if only the option counts; null where orders never varied. */
  p: number | null;
  /** The share of choices that are at another place than expected. */
  shift: number | null;
};

/** Of single choices: how often each place was chosen, and would be if each option were chosen as often anywhere. */
export function measurePositions(answers: readonly ResultAnswer[]): Positions {
  const chosen = answers.filter(
    ({ verdict, answer }) => verdict === "answered" && answer !== null && !Array.isArray(answer),
  );
  const single = chosen.filter(({ shown, answer }) => shown.some((value) => value === answer));
  const seen = new Map<unknown, number>();
  const taken = new Map<unknown, number>();
  for (const { shown, answer } of single) {
    for (const value of shown) seen.set(value, (seen.get(value) ?? 0) + 1);
    taken.set(answer, (taken.get(answer) ?? 0) + 1);
  }
  const places: Positions["places"] = [];
  for (const { shown, answer } of single) {
    const rates = shown.map((value) => (taken.get(value) ?? 0) / seen.get(value)!);
    const total = rates.reduce((sum, rate) => sum + rate, 0);
    shown.forEach((value, place) => {
      places[place] ??= { shown: 0, chosen: 0, expected: 0 };
      places[place].shown++;
      places[place].chosen += Number(value === answer);
      places[place].expected += rates[place]! / total;
    });
  }
  const orders = new Set(single.map(({ shown }) => JSON.stringify(shown)));
  return { places, ...testPlaces(places, single.length, orders.size) };
}

function testPlaces(places: Positions["places"], n: number, orders: number): Pick<Positions, "p" | "shift"> {
  const used = places.filter(({ expected }) => expected > 0);
  if (orders < 2 || used.length < 2) return { p: null, shift: null };
  const statistic = used.reduce((sum, { chosen, expected }) => sum + (chosen - expected) ** 2 / expected, 0);
  const moved = used.reduce((sum, { chosen, expected }) => sum + Math.abs(chosen - expected), 0) / 2;
  return { p: chiSquaredP(statistic, used.length - 1), shift: moved / n };
}
