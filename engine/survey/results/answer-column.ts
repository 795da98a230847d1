/** The answers to one probe as numbers. */
import type { RunAnswer } from "../../../schema/messages/run.ts";
import type { Option, OptionValue } from "../../../schema/rules/survey/survey-question.ts";
import type { AskedProbe } from "../../../schema/rules/survey/list-probes.ts";
import { binNumbers, binOf, type Bin } from "./bin-numbers.ts";
import type { ResultAnswer } from "./results-input.ts";

export type AnswerEntry = {
  respondent: number;
  repeat: number;
  model: string;
  /** 1 / the number of the respondent's answers to this probe: each respondent counts once. */
  part: number;
  /** Indexes of options; of a ranking, the first. */
  choices: number[];
  /** On the scale, or the number; NaN where the probe or the option has no order. */
  score: number;
  /** By option, its rank from 1; null unless a complete ranking. */
  ranks: number[] | null;
};

export type AnswerColumn = {
  probe: AskedProbe;
  /** Those of the probe; of numbers, bins. */
  options: { value: OptionValue; text: string }[];
  /** Null unless numbers. */
  bins: Bin[] | null;
  /** By option, its place on the scale; NaN where it has none. */
  scores: number[];
  entries: AnswerEntry[];
  /** Every time it was asked, with what came of it. */
  asked: readonly ResultAnswer[];
};

/** @param numbers of the baseline, which are put into the same bins */
export function encodeAnswers(
  probe: AskedProbe,
  asked: readonly ResultAnswer[],
  numbers: readonly number[] = [],
): AnswerColumn {
  const usable = asked.filter(({ verdict, answer }) => verdict === "answered" && answer !== null);
  const given = usable.flatMap(({ answer }) => (typeof answer === "number" ? answer : []));
  const bins = probe.kind === "numeric" ? binNumbers([...given, ...numbers]) : null;
  const options = bins ? bins.map(({ from, text }) => ({ value: from, text })) : probe.options;
  const scores = bins ? [] : scoreOptions(probe);
  const entries = usable.flatMap((answer) => {
    const read = bins ? readNumber(bins, answer.answer) : readChoice(probe, scores, answer.answer);
    const { respondent, repeat, model } = answer;
    return read ? { respondent, repeat, model, part: 1, ...read } : [];
  });
  const counts = new Map<number, number>();
  for (const { respondent } of entries) counts.set(respondent, (counts.get(respondent) ?? 0) + 1);
  for (const entry of entries) entry.part = 1 / counts.get(entry.respondent)!;
  return { probe, options, bins, scores, entries, asked };
}

/** Options that stand last whatever the order ("don't know") have no place on the scale. */
function scoreOptions({ kind, isOrdinal, options }: AskedProbe): number[] {
  if (!isOrdinal || kind === "multiple" || kind === "ranking") return options.map(() => NaN);
  const scaled = options.filter(({ isLast }) => !isLast);
  const areNumbers = scaled.every(({ value }) => typeof value === "number");
  return options.map((option) =>
    option.isLast ? NaN : areNumbers ? (option.value as number) : scaled.indexOf(option) + 1,
  );
}

type Read = Pick<AnswerEntry, "choices" | "score" | "ranks">;

function readNumber(bins: Bin[], answer: RunAnswer["answer"]): Read | null {
  return typeof answer === "number" ? { choices: [binOf(bins, answer)], score: answer, ranks: null } : null;
}

function readChoice(probe: AskedProbe, scores: number[], answer: RunAnswer["answer"]): Read | null {
  if (probe.kind === "open") return { choices: [], score: NaN, ranks: null };
  const places = (Array.isArray(answer) ? answer : [answer!]).map((value) => placeOf(probe.options, value));
  if (places.includes(-1)) return null;
  if (probe.kind === "multiple") return { choices: [...new Set(places)], score: NaN, ranks: null };
  if (places.length === 0) return null;
  const isComplete = probe.kind === "ranking" && new Set(places).size === probe.options.length;
  const ranks = isComplete ? probe.options.map((_, option) => places.indexOf(option) + 1) : null;
  return { choices: [places[0]!], score: scores[places[0]!]!, ranks };
}

/** Files keep every value as text. */
export const placeOf = (options: readonly Pick<Option, "value">[], value: OptionValue): number =>
  options.findIndex((option) => String(option.value) === String(value));
