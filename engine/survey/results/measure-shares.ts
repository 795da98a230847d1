/** Shares, means and deviations with their bands, of any group of answers to a probe. */
import type { Figure } from "../../../schema/messages/run-results.ts";
import { effectiveSize } from "../match/rake-weights.ts";
import { addToSum, bandStatistics, createClusterSums, type Banded } from "../statistics/bootstrap.ts";
import { median } from "../statistics/moments.ts";
import { wilsonBand } from "../statistics/plan-size.ts";
import type { AnswerColumn, AnswerEntry } from "./answer-column.ts";
import { bandedFigure, countRespondents, figure, type Panel, type WeightOf } from "./panel.ts";

export type Shares = {
  shares: Figure[];
  /** Without bands, as distances take them. */
  plainShares: number[];
  meanRanks: Figure[] | null;
  /** Effective size; mean, deviation and median where there is an order. */
  figures: Figure[];
  n: number;
  effectiveSize: number;
};

/** Places of the sums; the shares of the options come first, their ranks last. */
const placesOf = (optionCount: number) => ({
  weight: optionCount,
  scored: optionCount + 1,
  sum: optionCount + 2,
  squares: optionCount + 3,
  ranked: optionCount + 4,
  ranks: optionCount + 5,
});

export function measureShares(
  { options, probe }: Pick<AnswerColumn, "options" | "probe">,
  entries: readonly AnswerEntry[],
  panel: Panel,
  weightOf: WeightOf,
): Shares {
  const n = countRespondents(entries);
  const at = placesOf(options.length);
  const isRanking = probe.kind === "ranking";
  const sums = addEntries(entries, panel, weightOf, isRanking ? at.ranks + options.length : at.ranks, at);
  const scored = entries.filter(({ score }) => !Number.isNaN(score));
  const unbias = unbiasing(scored.map(weightOf));
  const bands = bandStatistics(sums, panel.draws, (totals) => {
    const mean = totals[at.sum]! / totals[at.scored]!;
    const spread = Math.max(0, totals[at.squares]! / totals[at.scored]! - mean ** 2);
    return [
      ...options.map((_, option) => totals[option]! / totals[at.weight]!),
      mean,
      Math.sqrt(spread * unbias),
      ...(isRanking ? options.map((_, option) => totals[at.ranks + option]! / totals[at.ranked]!) : []),
    ];
  });
  const size = effectiveSize(clusterWeights(entries, panel, weightOf));
  const shares = options.map((_, option) => bandedFigure("share", bandOfShare(bands[option]!, size), n));
  return {
    shares,
    plainShares: shares.map(({ value }) => value ?? 0),
    meanRanks: isRanking
      ? options.map((_, option) => bandedFigure("mean-rank", bands[options.length + 2 + option]!, n))
      : null,
    figures: [figure("effective-size", size, n), ...measureScores(scored, bands.slice(options.length), weightOf)],
    n,
    effectiveSize: size,
  };
}

function addEntries(
  entries: readonly AnswerEntry[],
  { clusterOf }: Panel,
  weightOf: WeightOf,
  width: number,
  at: ReturnType<typeof placesOf>,
) {
  const sums = createClusterSums(width);
  for (const entry of entries) {
    const cluster = clusterOf.get(entry.respondent)!;
    const weight = weightOf(entry);
    addToSum(sums, cluster, at.weight, weight);
    for (const option of entry.choices) addToSum(sums, cluster, option, weight);
    entry.ranks?.forEach((rank, option) => addToSum(sums, cluster, at.ranks + option, weight * rank));
    if (entry.ranks) addToSum(sums, cluster, at.ranked, weight);
    if (Number.isNaN(entry.score)) continue;
    addToSum(sums, cluster, at.scored, weight);
    addToSum(sums, cluster, at.sum, weight * entry.score);
    addToSum(sums, cluster, at.squares, weight * entry.score ** 2);
  }
  return sums;
}

/** Σw / (Σw − Σw²/Σw); NaN of fewer than two answers. */
function unbiasing(weights: readonly number[]): number {
  const size = effectiveSize(weights);
  return size > 1 + 1e-9 ? size / (size - 1) : NaN;
}

export function clusterWeights<Entry extends Pick<AnswerEntry, "respondent">>(
  entries: readonly Entry[],
  { clusterOf }: Pick<Panel, "clusterOf">,
  weightOf: (entry: Entry) => number,
): number[] {
  const weights = new Map<number, number>();
  for (const entry of entries) {
    const cluster = clusterOf.get(entry.respondent)!;
    weights.set(cluster, (weights.get(cluster) ?? 0) + weightOf(entry));
  }
  return [...weights.values()];
}

/** Of draws from answers that are all the same, each is the same: their band says nothing. */
export function bandOfShare(band: Banded, size: number): Banded {
  return band.value === 0 || band.value === 1 ? { value: band.value, ...wilsonBand(band.value, size) } : band;
}

function measureScores(scored: readonly AnswerEntry[], [mean, deviation]: Banded[], weightOf: WeightOf): Figure[] {
  if (scored.length === 0) return [];
  const n = countRespondents(scored);
  return [
    bandedFigure("mean", mean!, n),
    bandedFigure("deviation", deviation!, n),
    figure(
      "median",
      median(
        scored.map(({ score }) => score),
        scored.map(weightOf),
      ),
      n,
    ),
  ];
}

export const valueOf = (figures: readonly Figure[], id: Figure["id"]): number | null =>
  figures.find((each) => each.id === id)?.value ?? null;
