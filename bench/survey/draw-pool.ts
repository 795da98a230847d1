/** A pool of labels and targets as they come: half of the labels stated, the rest of 40 answers; common values more common. */
import { smoothedFitOf } from "../../engine/survey/match/trait-fit.ts";
import { rowsOfProducts, type WeightRows } from "../../engine/survey/match/weight-rows.ts";
import { seededRandom } from "../../schema/rules/seeded-random.ts";
import type { TraitDistribution } from "../../schema/rules/survey/labels.ts";

export type Shape = { places: number; backstories: number; targets: number };
export type DrawnProblem = {
  /** Of each value of each trait, by backstory. */
  columns: Float64Array[];
  /** Of each target, the columns whose product is its weight. */
  columnsOf: number[][];
  capacities: number[];
  rows: WeightRows;
};

const VALUES_OF_TRAITS = [6, 3, 5, 5, 6, 4, 3, 4];
const SAMPLES = 40;
const SMOOTHING = 0.5;

export function drawProblem({ places, backstories, targets }: Shape): DrawnProblem {
  const random = seededRandom(places + backstories, targets);
  const drawValue = (count: number) => Math.floor(random() ** 1.5 * count);
  const offsets = VALUES_OF_TRAITS.map((_, trait) =>
    VALUES_OF_TRAITS.slice(0, trait).reduce((sum, count) => sum + count, 0),
  );
  const columns = VALUES_OF_TRAITS.flatMap((count) =>
    Array.from({ length: count }, () => new Float64Array(backstories)),
  );
  for (let backstory = 0; backstory < backstories; backstory++)
    VALUES_OF_TRAITS.forEach((count, trait) => {
      const label = drawLabel(drawValue(count), count, random);
      for (let value = 0; value < count; value++)
        columns[offsets[trait]! + value]![backstory] = smoothedFitOf(label, [String(value)], {
          valueCount: count,
          smoothing: SMOOTHING,
        });
    });
  const drawn = new Map<string, number[]>();
  while (drawn.size < targets) {
    const wanted = VALUES_OF_TRAITS.map((count, trait) => offsets[trait]! + drawValue(count));
    drawn.set(wanted.map((column) => String(column).padStart(2)).join(), wanted);
  }
  const columnsOf = [...drawn].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, wanted]) => wanted);
  const capacities = columnsOf.map((_, target) => Math.floor(places / targets) + (target < places % targets ? 1 : 0));
  return { columns, columnsOf, capacities, rows: rowsOfProducts(columns, columnsOf, backstories) };
}

function drawLabel(truth: number, count: number, random: () => number): TraitDistribution {
  if (random() < 0.5) return { distribution: { [truth]: 1 }, source: "explicit", count: 1 };
  const leanings = Array.from({ length: count }, (_, value) => -Math.log(1 - random()) * (value === truth ? 6 : 0.5));
  const total = leanings.reduce((sum, leaning) => sum + leaning, 0);
  const distribution: Record<string, number> = {};
  for (let sample = 0; sample < SAMPLES; sample++) {
    let point = random() * total;
    let value = 0;
    while (value < count - 1 && (point -= leanings[value]!) > 0) value++;
    distribution[value] = (distribution[value] ?? 0) + 1 / SAMPLES;
  }
  return { distribution, source: "sampled", count: SAMPLES };
}
