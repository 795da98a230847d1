/** The panel as the statistics see it. */
import type { Figure } from "../../../schema/messages/run-results.ts";
import type { FigureId } from "../../../schema/rules/survey/figures/figures.ts";
import { drawClusters, type Banded, type ClusterDraws } from "../statistics/bootstrap.ts";
import type { AnswerEntry } from "./answer-column.ts";
import type { ResultRespondent } from "./results-input.ts";

export type Panel = {
  respondents: ReadonlyMap<number, ResultRespondent>;
  /** By respondent, the number of its backstory: one used twice is one cluster. */
  clusterOf: ReadonlyMap<number, number>;
  draws: ClusterDraws;
  hasWeights: boolean;
};

export function openPanel(respondents: readonly ResultRespondent[], drawCount: number, random: () => number): Panel {
  const numbers = new Map<string, number>();
  const clusterOf = new Map<number, number>();
  for (const { ordinal, backstoryId } of respondents) {
    const cluster = backstoryId ?? `respondent ${ordinal}`;
    if (!numbers.has(cluster)) numbers.set(cluster, numbers.size);
    clusterOf.set(ordinal, numbers.get(cluster)!);
  }
  return {
    respondents: new Map(respondents.map((respondent) => [respondent.ordinal, respondent])),
    clusterOf,
    draws: drawClusters(numbers.size, drawCount, random),
    hasWeights: respondents.length > 0 && respondents.every(({ rakingWeight }) => rakingWeight !== null),
  };
}

/** What an answer counts. */
export type WeightOf = (entry: AnswerEntry) => number;
export const evenWeight: WeightOf = ({ part }) => part;
export const rakedWeight =
  ({ respondents }: Panel): WeightOf =>
  ({ respondent, part }) =>
    part * (respondents.get(respondent)?.rakingWeight ?? 1);

/** That it was wanted for; several where any of them would do. */
export function traitOf({ respondents }: Panel, respondent: number, trait: string): readonly string[] {
  const traits = respondents.get(respondent)?.traits ?? {};
  return Object.hasOwn(traits, trait) ? traits[trait]! : [];
}

export const countRespondents = (entries: readonly AnswerEntry[]): number =>
  new Set(entries.map(({ respondent }) => respondent)).size;

/** Numbers that are not defined are null. */
export const figure = (id: FigureId, value: number | null, n: number): Figure => ({
  id,
  value: value === null || !Number.isFinite(value) ? null : value,
  low: null,
  high: null,
  n,
});

export function bandedFigure(id: FigureId, { value, low, high }: Banded, n: number): Figure {
  const plain = figure(id, value, n);
  return plain.value === null ? plain : { ...plain, low, high };
}
