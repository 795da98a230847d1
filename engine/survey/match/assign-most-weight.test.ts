import { describe, expect, it } from "vitest";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import { assignMostWeight, type Assignment } from "./assign-most-weight.ts";
import { rowsOfMatrix, rowsOfProducts, takeLogarithms, type WeightRows } from "./weight-rows.ts";

const FIXTURE = [
  [0.8, 0.6, 0.1, 0],
  [0.7, 0.5, 0, 0.2],
  [0.1, 0.3, 0.4, 0.4],
];

const assign = (matrix: number[][], width: number) =>
  assignMostWeight(
    rowsOfMatrix(matrix, width),
    matrix.map(() => 1),
  );
const totalOf = (matrix: number[][], { targetOf }: Assignment) =>
  targetOf.reduce((sum, target, backstory) => sum + (target < 0 ? 0 : matrix[target]![backstory]!), 0);
const countOf = ({ targetOf }: Assignment) => targetOf.filter((target) => target >= 0).length;

/** The greatest total over all ways of matching as many as possible. */
function searchAll(matrix: number[][], width: number): number {
  const used = Array.from({ length: width }, () => false);
  const search = (row: number, open: number): number => {
    if (row === matrix.length) return 0;
    // With too few backstories, `open` targets may stay without one.
    let best = open > 0 ? search(row + 1, open - 1) : Number.NEGATIVE_INFINITY;
    for (let column = 0; column < width; column++) {
      if (used[column]) continue;
      used[column] = true;
      best = Math.max(best, matrix[row]![column]! + search(row + 1, open));
      used[column] = false;
    }
    return best;
  };
  return search(0, Math.max(0, matrix.length - width));
}

/** Prices and margins prove a matching optimal without a second solver (weak duality). */
function expectOptimal(rows: WeightRows, capacities: readonly number[], result: Assignment): void {
  const row = new Float64Array(rows.backstoryCount);
  let primal = 0;
  let worst = 0;
  let slack = 0;
  for (let target = 0; target < rows.targetCount; target++) {
    rows.fillRow(target, row);
    row.forEach((weight, backstory) => {
      const surplus = result.margins[target]! + result.prices[backstory]! - weight;
      worst = Math.min(worst, surplus);
      if (result.targetOf[backstory] !== target) return;
      slack = Math.max(slack, Math.abs(surplus));
      primal += weight;
    });
  }
  const dual =
    capacities.reduce((sum, places, target) => sum + places * result.margins[target]!, 0) +
    result.prices.reduce((sum, price) => sum + price, 0);
  expect(worst).toBeGreaterThan(-1e-9);
  expect(slack).toBeLessThan(1e-9);
  expect(dual).toBeCloseTo(primal, 6);
}

describe("S4 exact matching", () => {
  it("S4 reaches the greatest total of the published example, and its greatest product", () => {
    expect(totalOf(FIXTURE, assign(FIXTURE, 4))).toBeCloseTo(1.7, 12);
    const { targetOf } = assignMostWeight(takeLogarithms(rowsOfMatrix(FIXTURE, 4)), [1, 1, 1]);
    const product = targetOf.reduce((all, target, column) => all * (target < 0 ? 1 : FIXTURE[target]![column]!), 1);
    expect(product).toBeCloseTo(0.168, 12);
  });

  const entries: Record<string, (random: () => number, column: number) => number> = {
    "any weights": (random) => random(),
    "ties everywhere": (random) => Math.floor(random() * 3) / 2,
    "mostly zeros": (random) => (random() < 0.7 ? 0 : random()),
    "one column best for all": (random, column) => (column === 0 ? 0.9 + random() / 10 : random() / 10),
    "nothing but zeros": () => 0,
    "weights of many magnitudes": (random) => 10 ** (-12 * random()),
  };
  for (const [name, entry] of Object.entries(entries))
    it(`S4 agrees with trying all matchings of up to seven targets, with ${name}`, () => {
      const random = seededRandom(17, 0);
      for (let problem = 0; problem < 500; problem++) {
        const height = Math.floor(random() * 7);
        const width = problem % 50 === 0 ? 7 : Math.floor(random() * 7);
        const matrix = Array.from({ length: height + (problem % 50 === 0 ? 1 : 0) }, () =>
          Array.from({ length: width }, (_, column) => entry(random, column)),
        );
        const result = assign(matrix, width);
        expect(countOf(result)).toBe(Math.min(matrix.length, width));
        expect(totalOf(matrix, result)).toBeCloseTo(searchAll(matrix, width), 10);
      }
    });

  it("S4 gives the same total whatever the order of targets and backstories", () => {
    const random = seededRandom(5, 0);
    const matrix = Array.from({ length: 40 }, () => Array.from({ length: 60 }, () => Math.floor(random() * 50) / 50));
    const total = totalOf(matrix, assign(matrix, 60));
    for (let turn = 0; turn < 20; turn++) {
      const rowOrder = matrix.map(() => random());
      const columnOrder = matrix[0]!.map(() => random());
      const by = (order: number[]) => [...order.keys()].sort((a, b) => order[a]! - order[b]!);
      const shuffled = by(rowOrder).map((row) => by(columnOrder).map((column) => matrix[row]![column]!));
      expect(totalOf(shuffled, assign(shuffled, 60))).toBeCloseTo(total, 10);
    }
  });

  it("S4 is never worse than taking the best pair left, one by one", () => {
    const random = seededRandom(6, 0);
    for (let problem = 0; problem < 200; problem++) {
      const matrix = Array.from({ length: 12 }, () => Array.from({ length: 15 }, () => random() ** 4));
      const pairs = matrix.flatMap((row, target) => row.map((weight, backstory) => ({ target, backstory, weight })));
      pairs.sort((left, right) => right.weight - left.weight);
      const [rows, columns] = [new Set<number>(), new Set<number>()];
      let greedy = 0;
      for (const { target, backstory, weight } of pairs) {
        if (rows.has(target) || columns.has(backstory)) continue;
        rows.add(target);
        columns.add(backstory);
        greedy += weight;
      }
      expect(totalOf(matrix, assign(matrix, 15))).toBeGreaterThanOrEqual(greedy - 1e-12);
    }
  });

  it("S4 matches many places of few targets as if each place were a target of its own", () => {
    const random = seededRandom(7, 0);
    for (let problem = 0; problem < 50; problem++) {
      const matrix = Array.from({ length: 5 }, () => Array.from({ length: 40 }, () => Math.floor(random() * 20) / 20));
      const places = matrix.map(() => Math.floor(random() * 9));
      const together = assignMostWeight(rowsOfMatrix(matrix, 40), places);
      const split = matrix.flatMap((row, target) => Array.from({ length: places[target]! }, () => row));
      expect(totalOf(matrix, together)).toBeCloseTo(totalOf(split, assign(split, 40)), 10);
      places.forEach((count, target) => expect(together.targetOf.filter((each) => each === target).length).toBe(count));
    }
  });

  it.each([
    ["far more backstories than places", 300, 3_000, 1],
    ["as many backstories as places, so that the worst are used too", 60, 600, 10],
    ["fewer backstories than places", 60, 400, 10],
  ])("S4 proves the optimum of a pool of labels by prices: %s", (_, targets, backstories, places) => {
    const random = seededRandom(8, 0);
    const factors = Array.from({ length: 15 }, () =>
      Float64Array.from({ length: backstories }, () => (random() < 0.7 ? 0.012 : random())),
    );
    const factorOf = Array.from({ length: targets }, () => [0, 5, 10].map((first) => first + Math.floor(random() * 5)));
    const capacities = factorOf.map(() => places);
    for (const rows of [rowsOfProducts(factors, factorOf, backstories)].flatMap((each) => [
      each,
      takeLogarithms(each),
    ])) {
      const result = assignMostWeight(rows, capacities);
      expect(countOf(result)).toBe(Math.min(backstories, targets * places));
      if (targets * places <= backstories) expectOptimal(rows, capacities, result);
      else {
        // Places without a backstory earn the least weight each.
        const row = new Float64Array(backstories);
        for (let target = 0; target < targets; target++) {
          rows.fillRow(target, row);
          row.forEach((weight, backstory) =>
            expect(result.margins[target]! + result.prices[backstory]! - weight).toBeGreaterThan(-1e-9),
          );
        }
      }
    }
  });
});
