import { expect, it } from "vitest";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import { askPython, statisticsPath } from "../../../test/statistics.ts";
import { assignMostWeight } from "./assign-most-weight.ts";
import { rowsOfMatrix, takeLogarithms } from "./weight-rows.ts";

const PROBLEMS = 2_000;
const SOLVE = `
import scipy.optimize
result = []
for matrix in data:
    if len(matrix) == 0 or len(matrix[0]) == 0:
        result.append([0.0, 0.0])
        continue
    weights = np.array(matrix)
    logs = np.log(np.maximum(weights, 1e-300))
    pair = []
    for values in (weights, logs):
        rows, columns = scipy.optimize.linear_sum_assignment(values, maximize=True)
        pair.append(float(values[rows, columns].sum()))
    result.append(pair)
`;

it.skipIf(statisticsPath === null)(
  "S4 the totals of thousands of random problems are those of SciPy's linear_sum_assignment",
  async () => {
    const random = seededRandom(11, 0);
    const kinds: ((column: number) => number)[] = [
      () => random(),
      () => Math.floor(random() * 4) / 4,
      () => (random() < 0.8 ? 0 : random()),
      (column) => (column === 0 ? 1 : random() / 5),
      () => 0.012 ** Math.floor(random() * 5) * 0.9,
    ];
    const matrices = Array.from({ length: PROBLEMS }, (_, problem) => {
      const [height, width] = [Math.floor(random() * 25), Math.floor(random() * 40)];
      return Array.from({ length: height }, () =>
        Array.from({ length: width }, (_each, column) => kinds[problem % kinds.length]!(column)),
      );
    });
    const expected = await askPython<[number, number][]>(SOLVE, matrices);
    matrices.forEach((matrix, problem) => {
      const plain = rowsOfMatrix(matrix, matrix[0]?.length ?? 0);
      [plain, takeLogarithms(plain)].forEach((rows, which) => {
        const { targetOf } = assignMostWeight(
          rows,
          matrix.map(() => 1),
        );
        const row = new Float64Array(rows.backstoryCount);
        let total = 0;
        matrix.forEach((_, target) => {
          rows.fillRow(target, row);
          targetOf.forEach((each, backstory) => (total += each === target ? row[backstory]! : 0));
        });
        expect(Math.abs(total - expected[problem]![which]!), `problem ${problem}`).toBeLessThan(1e-8);
      });
    });
  },
);
