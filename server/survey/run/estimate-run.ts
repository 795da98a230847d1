/** What a run would take, before it is launched (SPEC L8): counted on the prompts of respondents who are asked all questions. */
import { priceCall } from "../../../engine/model/price/price.ts";
import type { PriceTable } from "../../../engine/model/price/price-table.ts";
import type { Route, Usage } from "../../../engine/model/language-model.ts";
import { NO_USAGE } from "../../../engine/model/usage/add-usage.ts";
import { estimateTokens } from "../../../engine/model/usage/estimate-usage.ts";
import { probeLanguage } from "../../../engine/survey/probe/probe-words.ts";
import { writeProbeBlock } from "../../../engine/survey/probe/write-probe-block.ts";
import type { RunSettings } from "../../../schema/messages/run.ts";
import type { SurveyModel } from "../../../schema/messages/survey.ts";
import { assignArms, readConditions } from "../../../schema/rules/survey/conditions.ts";
import { nextProbe } from "../../../schema/rules/survey/next-probe.ts";
import { textOf } from "../../../schema/rules/survey/read-questions.ts";

export type RunTokens = { answers: number; promptTokens: number; sharedTokens: number; outputTokens: number };

/** Of a letter with its text; of a sentence or two. */
const CHOICE_TOKENS = 10;
const OPEN_TOKENS = 50;
export const LONGEST_ANSWER_TOKENS = 128;
/** A description by traits. */
const TRAITS_TOKENS = 80;
const INSTRUCTIONS_TOKENS = 60;
const TOKENS_PER_WORD = 1.35;

/** @param interviewWords of a backstory, on average */
export function countRunTokens(
  survey: SurveyModel,
  settings: RunSettings,
  { respondents, interviewWords }: { respondents: number; interviewWords: number },
): RunTokens {
  const description =
    INSTRUCTIONS_TOKENS + TRAITS_TOKENS + (settings.method === "alterity" ? interviewWords * TOKENS_PER_WORD : 0);
  let prompt = 0;
  let shared = 0;
  let output = 0;
  let earlier = 0;
  const probes = listBlocks(survey);
  probes.forEach(({ text, isOpen }, place) => {
    const block = estimateTokens(text);
    const answer = isOpen ? OPEN_TOKENS : CHOICE_TOKENS;
    prompt += description + earlier + block;
    shared += place === 0 ? 0 : description + earlier;
    output += answer;
    if (settings.order === "series") earlier += block + answer;
  });
  const interviews = respondents * settings.repeats;
  return {
    answers: interviews * probes.length,
    promptTokens: Math.round(interviews * prompt),
    sharedTokens: Math.round(interviews * shared),
    outputTokens: interviews * output,
  };
}

/** What hides a question or an option, or ends the survey early. */
const RULES = new Set(["visibleIf", "rowsVisibleIf", "choicesVisibleIf", "triggers"]);

const withoutRules = (survey: SurveyModel): SurveyModel =>
  JSON.parse(JSON.stringify(survey, (key, value: unknown) => (RULES.has(key) ? undefined : value))) as SurveyModel;

function listBlocks(whole: SurveyModel): { text: string; isOpen: boolean }[] {
  const survey = withoutRules(whole);
  const arms = assignArms(readConditions(survey), 0, 0);
  const language = probeLanguage(textOf(survey["locale"]));
  const blocks: { text: string; isOpen: boolean }[] = [];
  const answers: Record<string, null> = {};
  for (let probe = nextProbe(survey, answers, arms); probe; probe = nextProbe(survey, answers, arms)) {
    const pattern = probe.options.map((_, index) => index);
    const { text } = writeProbeBlock({ probe, pattern, isFirst: blocks.length === 0, language });
    blocks.push({ text, isOpen: probe.kind === "open" });
    answers[probe.id] = null;
  }
  return blocks;
}

export type RunPrice = { lowNano: number; likelyNano: number; highNano: number };

/** Which part of the shared part of prompts providers have cached. */
type CachedShares = { low: number; likely: number };
const LIVE: CachedShares = { low: 1, likely: 0.5 };
/** Requests of one batch are answered within a day, in any order; in series those of one respondent are days apart. */
const BATCH: Record<RunSettings["order"], CachedShares> = {
  series: { low: 0, likely: 0 },
  independent: { low: 1, likely: 0 },
};

/**
 * By live calls. Low: providers have the shared part of the prompts cached. High: nothing is, answers are as long as they
 * may be, and each tenth is drawn again.
 * @throws UnknownPrice
 */
export const priceRun = (prices: PriceTable, route: Route, tokens: RunTokens, at: string): RunPrice =>
  priceBy((usage) => priceCall(prices, route, usage, at).totalNano, tokens, LIVE);

/** By batches. @throws UnknownPrice */
export const priceBatchRun = (
  prices: PriceTable,
  route: Route,
  tokens: RunTokens,
  { at, order }: { at: string; order: RunSettings["order"] },
): RunPrice => priceBy((usage) => priceCall(prices, route, usage, at, { batch: true }).totalNano, tokens, BATCH[order]);

function priceBy(
  priceOf: (usage: Usage) => number,
  { answers, promptTokens, sharedTokens, outputTokens }: RunTokens,
  { low, likely }: CachedShares,
): RunPrice {
  // Priced for one answer: prices may depend on the length of a prompt.
  const price = (cachedShare: number, output: number, calls: number) => {
    if (answers === 0) return 0;
    const cached = Math.round((sharedTokens * cachedShare) / answers);
    const input = Math.round(promptTokens / answers) - cached;
    const usage = { ...NO_USAGE, input, cached, output: Math.round(output), exact: false };
    return Math.round(priceOf(usage) * calls);
  };
  return {
    lowNano: price(low, outputTokens / Math.max(1, answers), answers),
    likelyNano: price(likely, outputTokens / Math.max(1, answers), answers),
    highNano: price(0, LONGEST_ANSWER_TOKENS, answers * 1.1),
  };
}
