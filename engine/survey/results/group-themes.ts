/** Groups answers in words by a word that they share; simple on purpose: every answer of a theme contains its word. */
import { stopwords as english } from "@orama/stopwords/english";
import { stopwords as german } from "@orama/stopwords/german";
import type { Figure, Theme } from "../../../schema/messages/run-results.ts";
import { effectiveSize } from "../match/rake-weights.ts";
import { addToSum, bandStatistics, createClusterSums } from "../statistics/bootstrap.ts";
import { bandOfShare, clusterWeights } from "./measure-shares.ts";
import { bandedFigure, type Panel } from "./panel.ts";
import type { ResultAnswer } from "./results-input.ts";

const MOST_THEMES = 8;
const MOST_QUOTATIONS = 5;
const LEAST_BACKSTORIES = 2;
const LEAST_LETTERS = 4;
const COMMON = new Set([...english, ...german]);

const wordsOf = (text: string): Set<string> =>
  new Set(
    (text.toLowerCase().match(/\p{L}+/gu) ?? []).filter((word) => word.length >= LEAST_LETTERS && !COMMON.has(word)),
  );

/** The first of those that say the same: respondents that repeat each other are one quotation. */
const distinct = <Answer extends { text: string }>(answers: readonly Answer[]): Answer[] =>
  [...new Map(answers.toReversed().map((answer) => [answer.text.trim(), answer])).values()].toReversed();

type Given = { respondent: number; cluster: number; text: string; words: ReadonlySet<string>; part: number };
type Grouped = { word: string; own: readonly Given[] };

/** The word that most backstories use first; an answer belongs to the first theme whose word it has. */
export function groupThemes(answers: readonly ResultAnswer[], panel: Pick<Panel, "clusterOf" | "draws">): Theme[] {
  const given = readGiven(answers, panel);
  const themes: Grouped[] = [];
  let left: readonly Given[] = given;
  while (themes.length < MOST_THEMES) {
    const users = new Map<string, Set<number>>();
    for (const { words, cluster } of left)
      for (const word of words) users.set(word, (users.get(word) ?? new Set()).add(cluster));
    const [word, { size }] = [...users].reduce(
      (best, each) => (each[1].size > best[1].size ? each : best),
      ["", new Set<number>()],
    );
    if (size < LEAST_BACKSTORIES) break;
    themes.push({ word, own: left.filter(({ words }) => words.has(word)) });
    left = left.filter(({ words }) => !words.has(word));
  }
  const shares = measureThemes(themes, given, panel);
  return themes.map(({ word, own }, theme) => ({
    word,
    share: shares[theme]!,
    quotations: distinct(own)
      .slice(0, MOST_QUOTATIONS)
      .map(({ respondent, text }) => ({ respondent, text })),
  }));
}

function readGiven(answers: readonly ResultAnswer[], { clusterOf }: Pick<Panel, "clusterOf">): Given[] {
  const usable = answers.flatMap(({ verdict, answer, respondent }) =>
    verdict === "answered" && typeof answer === "string" ? { respondent, text: answer } : [],
  );
  const counts = Map.groupBy(usable, ({ respondent }) => respondent);
  return usable.map(({ respondent, text }) => ({
    respondent,
    cluster: clusterOf.get(respondent)!,
    text,
    words: wordsOf(text),
    part: 1 / counts.get(respondent)!.length,
  }));
}

/** As of options: each respondent counts once, and answers of one backstory are drawn together. */
function measureThemes(
  themes: readonly Grouped[],
  given: readonly Given[],
  panel: Pick<Panel, "clusterOf" | "draws">,
): Figure[] {
  const sums = createClusterSums(themes.length + 1);
  for (const { cluster, part } of given) addToSum(sums, cluster, themes.length, part);
  themes.forEach(({ own }, theme) => own.forEach(({ cluster, part }) => addToSum(sums, cluster, theme, part)));
  const bands = bandStatistics(sums, panel.draws, (totals) =>
    themes.map((_, theme) => totals[theme]! / totals[themes.length]!),
  );
  const size = effectiveSize(clusterWeights(given, panel, ({ part }) => part));
  const n = new Set(given.map(({ respondent }) => respondent)).size;
  return bands.map((band) => bandedFigure("theme-share", bandOfShare(band, size), n));
}
