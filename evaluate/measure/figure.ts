/** One measured figure, with what a reader needs to check it. */
export type Example = { talk: string; text: string; note: string };

export type Figure = {
  /** Its key in floors.json and in the printed JSON. */
  key: string;
  /** What was counted, for a reader. */
  title: string;
  /** How it was counted. */
  method: string;
  /** Null when it could not be measured, with the reason in `method`. */
  value: number | null;
  unit: "share" | "count" | "per talk" | "per turn" | "ms" | "cosine";
  /** How many things it was counted over. */
  over: number;
  /** What failed; all of it. */
  examples: readonly Example[];
};

export const share = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole);

export const meanOf = (values: readonly number[]): number | null =>
  values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;

export const medianOf = (values: readonly number[]): number =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0;
