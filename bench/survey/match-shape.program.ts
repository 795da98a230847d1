/** Matches one shape in a process of its own, so that its peak memory is known: `… <shape as JSON> [file for SciPy]`. */
import { writeFileSync } from "node:fs";
import { assignMostWeight } from "../../engine/survey/match/assign-most-weight.ts";
import { drawProblem, type Shape } from "./draw-pool.ts";

const REPEATS = 3;
const [shapeText, file] = process.argv.slice(2) as [string, string | undefined];
const shape = JSON.parse(shapeText) as Shape;

const warming = drawProblem({ places: 200, backstories: 400, targets: 200 });
assignMostWeight(warming.rows, warming.capacities);

const { columns, columnsOf, capacities, rows } = drawProblem(shape);
let seconds = Number.POSITIVE_INFINITY;
let matched: Int32Array = new Int32Array();
for (let repeat = 0; repeat < REPEATS; repeat++) {
  const startedAt = performance.now();
  matched = assignMostWeight(rows, capacities).targetOf;
  seconds = Math.min(seconds, (performance.now() - startedAt) / 1000);
}
const peakMiB = process.resourceUsage().maxRSS / 1024;
const row = new Float64Array(shape.backstories);
let total = 0;
capacities.forEach((_, target) => {
  rows.fillRow(target, row);
  matched.forEach((each, backstory) => (total += each === target ? row[backstory]! : 0));
});
if (file) {
  const order = capacities.flatMap((places, target) => Array.from({ length: places }, () => columnsOf[target]!));
  writeFileSync(file, JSON.stringify({ columns: columns.map((column) => [...column]), order }));
}
console.log(JSON.stringify({ seconds, peakMiB, total }));
