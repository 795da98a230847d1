/** Backstories for the places of a panel, by one of four methods (SPEC S4). */
import type { MatchMethod } from "../../../schema/messages/target.ts";
import { shuffle } from "../../../schema/rules/seeded-random.ts";
import { assignMostWeight } from "./assign-most-weight.ts";
import { takeLogarithms, type WeightRows } from "./weight-rows.ts";

/** A place of a panel with its backstory, both by index. */
export interface Choice {
  target: number;
  backstory: number;
}

export interface ChoicePorts {
  random: () => number;
  /** Called with the number of places that have their backstory. */
  onProgress?: (done: number) => void;
}

/**
 * @param capacities of each target, its number of places
 * @returns ordered by target; fewer than the places where each backstory is used once and there are too few
 */
export function chooseBackstories(
  method: MatchMethod,
  rows: WeightRows,
  capacities: readonly number[],
  { random, onProgress }: ChoicePorts,
): Choice[] {
  switch (method) {
    case "max-weight":
      return listChoices(assignMostWeight(rows, capacities, onProgress).targetOf);
    case "log-weight":
      return listChoices(assignMostWeight(takeLogarithms(rows), capacities, onProgress).targetOf);
    case "greedy":
      return chooseGreedily(rows, capacities, random);
    case "random":
      return chooseByLot(rows, capacities, random);
  }
}

const listChoices = (targetOf: Int32Array): Choice[] =>
  Array.from(targetOf, (target, backstory) => ({ target, backstory }))
    .filter(({ target }) => target >= 0)
    .sort((left, right) => left.target - right.target || left.backstory - right.backstory);

/** Each place gets the best for it, one of them by lot where several are equally good. */
function chooseGreedily(rows: WeightRows, capacities: readonly number[], random: () => number): Choice[] {
  if (rows.backstoryCount === 0) return [];
  const row = new Float64Array(rows.backstoryCount);
  return capacities.flatMap((places, target) => {
    rows.fillRow(target, row);
    let best: number[] = [];
    row.forEach((weight, backstory) => {
      if (best.length === 0 || weight > row[best[0]!]!) best = [backstory];
      else if (weight === row[best[0]!]!) best.push(backstory);
    });
    return Array.from({ length: places }, () => ({ target, backstory: best[Math.floor(random() * best.length)]! }));
  });
}

/** Places and backstories are both in random order, so that no target is left out first where there are too few. */
function chooseByLot(rows: WeightRows, capacities: readonly number[], random: () => number): Choice[] {
  const places = shuffle(
    capacities.flatMap((count, target) => Array.from({ length: count }, () => target)),
    random,
  );
  const backstories = shuffle([...Array(rows.backstoryCount).keys()], random);
  return places
    .slice(0, backstories.length)
    .map((target, index) => ({ target, backstory: backstories[index]! }))
    .sort((left, right) => left.target - right.target || left.backstory - right.backstory);
}
