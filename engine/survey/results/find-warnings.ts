/** What a reader should know before believing the figures: an honest warning rather than a pretty number (SPEC S7). */
import { message } from "../../../schema/messages/message.ts";
import type { ProbeResult, ResultWarning } from "../../../schema/messages/run-results.ts";
import { STANDARD_TRAITS } from "../../../schema/rules/survey/standard-traits.ts";
import { letterOf } from "../probe/write-probe-block.ts";
import { totalVariation } from "../statistics/distances.ts";
import { wilsonBand } from "../statistics/plan-size.ts";
import type { AnswerColumn } from "./answer-column.ts";
import { measurePositions } from "./measure-positions.ts";
import { valueOf } from "./measure-shares.ts";
import type { Panel } from "./panel.ts";
import type { ResultsInput } from "./results-input.ts";

const LOW_COMPLIANCE = 0.8;
const FEW_RESPONDENTS = 30;
const SMALL_VARIANCE_RATIO = 0.5;
const ALMOST_ALL = 0.9;
const MORE_EXTREME = 0.15;
const ALMOST_UNIFORM = 0.05;
const CLEARLY_NOT_UNIFORM = 0.15;
const ORDER_P = 0.001;
const ORDER_SHIFT = 0.05;
const ECHOES = 0.05;
const THIN_MATCHES = 0.1;
const SMALL_EFFECTIVE_SHARE = 0.5;

export function findWarnings(
  input: ResultsInput,
  panel: Panel,
  probes: readonly { column: AnswerColumn; result: ProbeResult }[],
): ResultWarning[] {
  return [
    ...warnOfRun(input, panel).map((warning) => ({ ...warning, probe: null })),
    ...probes.flatMap(({ column, result }) =>
      [
        ...warnOfCompliance(result),
        ...warnOfSpread(column, result),
        ...warnOfOrder(column, result),
        ...warnOfEchoes(column),
        ...warnOfUniform(result),
        ...warnOfTrait(column, panel),
      ].map((warning) => ({ ...warning, probe: result.id })),
    ),
  ];
}

function warnOfRun({ respondents, answers, insufficientShare }: ResultsInput, { clusterOf }: Panel) {
  const models = new Set(answers.filter(({ verdict }) => verdict === "answered").map(({ model }) => model));
  const answering = new Set(
    answers.filter(({ verdict }) => verdict === "answered").map(({ respondent }) => respondent),
  );
  const backstories = new Set(clusterOf.values()).size;
  return [
    ...(answering.size > 0 && answering.size < FEW_RESPONDENTS ? [warnOfFew(answering.size)] : []),
    ...(answering.size < respondents.length
      ? [message("results-silent-respondents", { count: respondents.length - answering.size, of: respondents.length })]
      : []),
    ...(models.size === 1 ? [message("results-one-model", { model: [...models][0]! })] : []),
    ...(insufficientShare !== null && insufficientShare > THIN_MATCHES
      ? [message("results-thin-matches", { share: insufficientShare })]
      : []),
    ...(backstories < respondents.length * SMALL_EFFECTIVE_SHARE
      ? [message("results-reused-backstories", { backstories, respondents: respondents.length })]
      : []),
  ];
}

/** How far a share may be off, in percentage points, at worst. */
function warnOfFew(count: number) {
  const { low, high } = wilsonBand(0.5, count);
  return message("results-few-respondents", { count, points: Math.round((high - low) * 50) });
}

function warnOfCompliance({ asked, answered, figures }: ProbeResult) {
  const compliance = valueOf(figures, "compliance");
  return asked > 0 && compliance !== null && compliance < LOW_COMPLIANCE
    ? [message("results-low-compliance", { share: compliance, answered, asked })]
    : [];
}

/** Answers more alike than people's, or more at the ends of a scale, on which "don't know" has no place. */
function warnOfSpread({ scores }: AnswerColumn, { respondents, figures, options, kind }: ProbeResult) {
  if (respondents < FEW_RESPONDENTS || kind === "open" || kind === "multiple") return [];
  const ratio = valueOf(figures, "variance-ratio");
  const greatest = Math.max(...options.map(({ share }) => share.value ?? 0));
  const scaled = options.filter((_, option) => !Number.isNaN(scores[option] ?? NaN));
  const ends = scaled.length > 2 ? [scaled[0]!, scaled.at(-1)!] : [];
  const share = ends.reduce((sum, end) => sum + (end.share.value ?? 0), 0);
  const human = ends.reduce((sum, end) => sum + (end.baseline?.share ?? 0), 0);
  const isExtreme = share > (ends[0]?.baseline ? human + MORE_EXTREME : ALMOST_ALL);
  return [
    ...(ratio !== null && ratio < SMALL_VARIANCE_RATIO
      ? [message("results-homogenised", { share: ratio })]
      : ratio === null && greatest > ALMOST_ALL
        ? [message("results-one-answer", { share: greatest })]
        : []),
    ...(isExtreme ? [message("results-extreme", { share })] : []),
  ];
}

/** The place of an option decides, up to one letter that is always answered. */
function warnOfOrder({ asked }: AnswerColumn, { answered }: ProbeResult) {
  const { places, p, shift } = measurePositions(asked);
  if (p === null || shift === null || answered < FEW_RESPONDENTS) return [];
  const [place, most] = places.reduce((best, { chosen }, index) => (chosen > best[1] ? [index, chosen] : best), [
    0, 0,
  ] as [number, number]);
  const total = places.reduce((sum, { chosen }) => sum + chosen, 0);
  if (p >= ORDER_P || shift <= ORDER_SHIFT) return [];
  return most / total > ALMOST_ALL
    ? [message("results-one-letter", { letter: letterOf(place), share: most / total })]
    : [message("results-order-effect", { share: shift, letter: letterOf(mostOverChosen(places)) })];
}

const mostOverChosen = (places: readonly { chosen: number; expected: number }[]): number =>
  places.reduce(
    (best, { chosen, expected }, index) =>
      chosen - expected > places[best]!.chosen - places[best]!.expected ? index : best,
    0,
  );

/** Texts that list options instead of choosing one, whatever was made of them. */
function warnOfEchoes({ probe, asked }: AnswerColumn) {
  if (probe.options.length < 2 || probe.kind === "multiple" || probe.kind === "ranking") return [];
  const texts = asked.map(({ text }) => text).filter(Boolean);
  const echoes = texts.filter((text) => countLetters(text) > 1).length;
  return texts.length > 0 && echoes / texts.length > ECHOES
    ? [message("results-echo", { share: echoes / texts.length })]
    : [];
}

const countLetters = (text: string): number => new Set(text.match(/\([A-Z]{1,2}\)|^[A-Z](?=[).:])/gm)).size;

function warnOfUniform({ respondents, distances, options }: ProbeResult) {
  const uniform = distances.find(({ of, to }) => of === "run" && to === "uniform");
  const distance = uniform && valueOf(uniform.figures, "total-variation");
  if (respondents < FEW_RESPONDENTS || distance == null || distance > ALMOST_UNIFORM) return [];
  const human = options.map(({ baseline }) => baseline?.share ?? NaN);
  const isHuman =
    totalVariation(
      human,
      options.map(() => 1 / options.length),
    ) < CLEARLY_NOT_UNIFORM;
  return isHuman ? [] : [message("results-uniform")];
}

/** A probe about a trait that respondents were matched for measures the match, not the model. */
function warnOfTrait({ probe }: AnswerColumn, { respondents }: Panel) {
  const matched = new Set([...respondents.values()].flatMap(({ traits }) => Object.keys(traits)));
  const words = new Set(
    probe.options.flatMap(({ value, text }) => [String(value), text]).map((each) => each.toLowerCase()),
  );
  const isMatched = [...matched].some((id) => {
    const standard = STANDARD_TRAITS.find((each) => each.id === id);
    const named = standard?.values.filter((value) => words.has(value.id) || words.has(value.wording.toLowerCase()));
    return probe.id === id || standard?.question === probe.title || (named?.length ?? 0) > 1;
  });
  return isMatched ? [message("results-circular")] : [];
}
