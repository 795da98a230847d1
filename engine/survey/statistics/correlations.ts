/** Correlations of several probes, over those respondents who answered all of them (listwise deletion). */
import { mean } from "./moments.ts";

/** Row by row; null where a column does not vary. */
export type CorrelationMatrix = (number | null)[][];

/** @param rows one of each respondent, with an answer to each probe */
export function correlate(rows: readonly (readonly number[])[], weights?: ArrayLike<number>): CorrelationMatrix {
  const columns = (rows[0] ?? []).map((_, column) => {
    const values = rows.map((row) => row[column]!);
    const middle = mean(values, weights)!;
    const varies = values.some((value) => value !== values[0]);
    return { parts: values.map((value) => value - middle), varies };
  });
  const product = (one: readonly number[], other: readonly number[]): number =>
    one.reduce((sum, value, index) => sum + (weights ? weights[index]! : 1) * value * other[index]!, 0);
  const sizes = columns.map(({ parts }) => Math.sqrt(product(parts, parts)));
  return columns.map((one, row) =>
    columns.map((other, column) => {
      if (!one.varies || !other.varies) return null;
      return row === column
        ? 1
        : Math.max(-1, Math.min(1, product(one.parts, other.parts) / (sizes[row]! * sizes[column]!)));
    }),
  );
}

/** √ Σ (difference)² over the whole matrix; null where a correlation of either is not defined. */
export function frobeniusDistance(one: CorrelationMatrix, other: CorrelationMatrix): number | null {
  let sum = 0;
  for (const [row, cells] of one.entries())
    for (const [column, cell] of cells.entries()) {
      const beside = other[row]![column]!;
      if (cell === null || beside === null) return null;
      sum += (cell - beside) ** 2;
    }
  return Math.sqrt(sum);
}
