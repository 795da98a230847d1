/** How well estimated labels agree with what the text of the same backstory states (SPEC S3). */
import type { LabelAgreement } from "../../../schema/messages/labelling.ts";

/** Two labels of one trait of one backstory. */
export type LabelPair = Pick<LabelAgreement, "traitId" | "statedBy" | "source" | "model"> & {
  stated: string;
  /** Shares by value, Unknown among them. */
  estimate: Record<string, number>;
};

const BINS = 5;

/** By trait, by who read what is stated, and by which model estimated in which way. */
export function measureAgreement(pairs: readonly LabelPair[]): LabelAgreement[] {
  const groups = Map.groupBy(pairs, ({ traitId, statedBy, source, model }) =>
    JSON.stringify([traitId, source, model, statedBy]),
  );
  return [...groups.values()].map((group) => {
    const { traitId, statedBy, source, model } = group[0]!;
    const guesses = group.map(({ stated, estimate }) => ({ stated, ...likeliest(estimate) }));
    const agreement = share(guesses, ({ stated, value }) => stated === value);
    return {
      traitId,
      statedBy,
      source,
      model,
      count: group.length,
      agreement,
      kappa: kappaOf(guesses, agreement),
      brier: group.reduce((sum, pair) => sum + brierOf(pair), 0) / group.length,
      calibration: calibrate(guesses),
    };
  });
}

type Guess = { stated: string; value: string; confidence: number };

/** Of equals, the first by name, so that equal labels give equal figures. */
function likeliest(estimate: LabelPair["estimate"]): { value: string; confidence: number } {
  const [[value, confidence] = ["", 0]] = Object.entries(estimate).toSorted(
    ([one, first], [other, second]) => second - first || (one < other ? -1 : 1),
  );
  return { value, confidence };
}

const share = <Item>(items: readonly Item[], counts: (item: Item) => boolean): number =>
  items.filter(counts).length / items.length;

/** Cohen's: agreement beyond what both would have by chance; null where chance alone gives all of it. */
function kappaOf(guesses: readonly Guess[], agreement: number): number | null {
  const values = new Set(guesses.flatMap(({ stated, value }) => [stated, value]));
  const byChance = [...values].reduce(
    (sum, each) =>
      sum + share(guesses, ({ stated }) => stated === each) * share(guesses, ({ value }) => value === each),
    0,
  );
  return byChance === 1 ? null : (agreement - byChance) / (1 - byChance);
}

/** Squared error over all values: 0 is perfect, 2 is sure of another value. */
function brierOf({ stated, estimate }: LabelPair): number {
  const known = { [stated]: 0, ...estimate };
  return Object.entries(known).reduce((sum, [value, p]) => sum + (p - (value === stated ? 1 : 0)) ** 2, 0);
}

/** Of the guesses whose confidence is in each fifth, how many are right. Empty fifths are left out. */
function calibrate(guesses: readonly Guess[]): LabelAgreement["calibration"] {
  const bins = Map.groupBy(guesses, ({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)));
  return [...bins]
    .toSorted(([one], [other]) => one - other)
    .map(([bin, inBin]) => ({
      from: bin / BINS,
      to: (bin + 1) / BINS,
      count: inBin.length,
      confidence: inBin.reduce((sum, { confidence }) => sum + confidence, 0) / inBin.length,
      right: share(inBin, ({ stated, value }) => stated === value),
    }));
}
