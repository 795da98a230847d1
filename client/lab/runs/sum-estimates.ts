import type { RunEstimate } from "../../../schema/messages/run.ts";

/** What an estimate says of any number of runs. */
export type EstimatedEffort = Pick<
  RunEstimate,
  "respondents" | "answers" | "tokens" | "minutes" | "lowNano" | "likelyNano" | "highNano" | "isFree" | "model"
> & { labelling: unknown };

const add = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);

/** Of runs by one model, which share its places: their minutes add up. */
export function sumEstimates(estimates: readonly RunEstimate[]): EstimatedEffort {
  const sumOf = (read: (estimate: RunEstimate) => number) => add(estimates.map(read));
  const minutes = estimates.flatMap((estimate) => estimate.minutes ?? []);
  return {
    respondents: sumOf(({ respondents }) => respondents),
    answers: sumOf(({ answers }) => answers),
    tokens: {
      low: sumOf(({ tokens }) => tokens.low),
      likely: sumOf(({ tokens }) => tokens.likely),
      high: sumOf(({ tokens }) => tokens.high),
    },
    minutes:
      minutes.length < estimates.length
        ? null
        : {
            low: add(minutes.map(({ low }) => low)),
            likely: add(minutes.map(({ likely }) => likely)),
            high: add(minutes.map(({ high }) => high)),
            isMeasured: minutes.every(({ isMeasured }) => isMeasured),
          },
    lowNano: sumOf(({ lowNano }) => lowNano),
    likelyNano: sumOf(({ likelyNano }) => likelyNano),
    highNano: sumOf(({ highNano }) => highNano),
    isFree: estimates.every(({ isFree }) => isFree),
    model: estimates[0]?.model ?? null,
    labelling: estimates.find(({ labelling }) => labelling !== null)?.labelling ?? null,
  };
}
