/** Groups answers in words by a word that they share; simple on purpose: every answer of a theme contains its word. */
import { stopwords as english } from "@orama/stopwords/english";
import { stopwords as german } from "@orama/stopwords/german";
import type { Theme } from "../../../schema/messages/run-results.ts";
import { wilsonBand } from "../statistics/plan-size.ts";
import type { ResultAnswer } from "./results-input.ts";

const MOST_THEMES = 8;
const MOST_QUOTATIONS = 5;
const LEAST_ANSWERS = 2;
const LEAST_LETTERS = 4;
const COMMON = new Set([...english, ...german]);

const wordsOf = (text: string): Set<string> =>
  new Set(
    (text.toLowerCase().match(/\p{L}+/gu) ?? []).filter((word) => word.length >= LEAST_LETTERS && !COMMON.has(word)),
  );

/** The first of those that say the same: respondents that repeat each other are one quotation. */
const distinct = <Answer extends { text: string }>(answers: readonly Answer[]): Answer[] =>
  [...new Map(answers.toReversed().map((answer) => [answer.text.trim(), answer])).values()].toReversed();

/** Most frequent word first; an answer belongs to the first theme whose word it has. */
export function groupThemes(answers: readonly ResultAnswer[]): Theme[] {
  const given = answers.flatMap(({ verdict, answer, respondent }) =>
    verdict === "answered" && typeof answer === "string" ? { respondent, text: answer, words: wordsOf(answer) } : [],
  );
  const themes: Theme[] = [];
  let left = given;
  while (themes.length < MOST_THEMES) {
    const counts = new Map<string, number>();
    for (const { words } of left) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
    const [word, count] = [...counts].reduce((best, each) => (each[1] > best[1] ? each : best), ["", 0]);
    if (count < LEAST_ANSWERS) break;
    const own = left.filter(({ words }) => words.has(word));
    left = left.filter(({ words }) => !words.has(word));
    const share = count / given.length;
    themes.push({
      word,
      share: { id: "theme-share", value: share, ...wilsonBand(share, given.length), n: given.length },
      quotations: distinct(own)
        .slice(0, MOST_QUOTATIONS)
        .map(({ respondent, text }) => ({ respondent, text })),
    });
  }
  return themes;
}
