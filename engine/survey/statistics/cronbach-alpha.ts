import { variance } from "./moments.ts";

/**
 * Cronbach's α of a scale: k/(k − 1) · (1 − Σ variances / variance of the sum).
 * @param rows one of each respondent, with an answer to each of k items
 * @returns null of fewer than two items or respondents, or where all sums are equal
 */
export function cronbachAlpha(rows: readonly (readonly number[])[], weights?: ArrayLike<number>): number | null {
  const count = rows[0]?.length ?? 0;
  const total = variance(
    rows.map((row) => row.reduce((sum, value) => sum + value, 0)),
    weights,
  );
  if (count < 2 || total === null || total === 0) return null;
  let parts = 0;
  for (let item = 0; item < count; item++)
    parts += variance(
      rows.map((row) => row[item]!),
      weights,
    )!;
  return (count / (count - 1)) * (1 - parts / total);
}
