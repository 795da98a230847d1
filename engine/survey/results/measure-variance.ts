/** Where the variance of a probe's answers comes from: respondents, one respondent asked again, models. */
import type { Figure } from "../../../schema/messages/run-results.ts";
import { mean, variance } from "../statistics/moments.ts";
import type { AnswerEntry } from "./answer-column.ts";
import { countRespondents, figure } from "./panel.ts";

/** Empty where answers have no order. Parts that the run cannot show (nothing asked again, one model) are null. */
export function measureVariance(entries: readonly AnswerEntry[]): Figure[] {
  const scored = entries.filter(({ score }) => !Number.isNaN(score));
  if (scored.length === 0) return [];
  const n = countRespondents(scored);
  const cells = [...Map.groupBy(scored, ({ respondent, model }) => `${respondent} ${model}`).values()];
  const within = measureWithin(cells);
  const { between: betweenModels, offsets, count } = measureModels(scored, within);
  const means = [...Map.groupBy(scored, ({ respondent }) => respondent).values()].map((own) => ({
    mean: mean(own.map(({ score, model }) => score - (offsets.get(model) ?? 0)))!,
    answers: own.length,
  }));
  const spread = variance(means.map((each) => each.mean));
  const noise = within === null ? null : within * mean(means.map(({ answers }) => 1 / answers))!;
  const between = spread === null || noise === null ? null : Math.max(0, spread - noise);
  const total =
    between === null ? variance(scored.map(({ score }) => score)) : between + within! + (betweenModels ?? 0);
  return [
    figure("total-variance", total, n),
    figure("variance-between-respondents", between, n),
    figure("variance-within-respondents", within, n),
    figure("variance-between-models", betweenModels, count),
  ];
}

/** Of answers that one model gave for one respondent; null where none was asked again. */
function measureWithin(cells: readonly (readonly AnswerEntry[])[]): number | null {
  let [squares, freedom] = [0, 0];
  for (const cell of cells) {
    const own = variance(cell.map(({ score }) => score));
    if (own === null) continue;
    squares += own * (cell.length - 1);
    freedom += cell.length - 1;
  }
  return freedom > 0 ? squares / freedom : null;
}

/** Offsets of the models' means, which differences between respondents must not contain; null for one model. */
function measureModels(scored: readonly AnswerEntry[], within: number | null) {
  const models = [...Map.groupBy(scored, ({ model }) => model)];
  const means = models.map(([model, own]) => ({ model, mean: mean(own.map(({ score }) => score))!, own }));
  const overall = mean(means.map((each) => each.mean))!;
  const offsets = new Map(means.map((each) => [each.model, each.mean - overall]));
  if (models.length < 2) return { between: null, offsets: new Map<string, number>(), count: models.length };
  // Where each model answered for every respondent, respondents add nothing to the difference of the means.
  const isCrossed = means.every(({ own }) => countRespondents(own) === countRespondents(scored));
  const sampling = mean(
    means.map(({ own }) => {
      const spread = isCrossed && within !== null ? within : (variance(own.map(({ score }) => score)) ?? 0);
      return spread / own.length;
    }),
  )!;
  return { between: Math.max(0, variance(means.map((each) => each.mean))! - sampling), offsets, count: models.length };
}
