/** An answer as drawn from a model, cut to what the person said, and what rules find wrong with it (SPEC S2). */

/** Shorter ones say too little of a person; the published method drops stories of 40 tokens or less. */
const FEWEST_WORDS = 25;
const SEQUENCE_WORDS = 4;
/** People repeat a phrase; small models repeat a paragraph. */
const MOST_REPEATED = 0.4;

/** @param isCut it ended because it was long, in the middle of a sentence */
export function tidyAnswer(text: string, isCut: boolean): string {
  const said = text.split(/\n\s*(?:Question|Interviewer|Answer)\s*:/)[0]!.trim();
  const whole = isCut ? said.slice(0, endOfLastSentence(said)) : said;
  return whole.replaceAll(/\n{3,}/g, "\n\n").trim();
}

function endOfLastSentence(text: string): number {
  const ends = [...text.matchAll(/[.!?…]["”'’)]*(?=\s|$)/g)];
  const last = ends.at(-1);
  return last ? last.index + last[0].length : text.length;
}

/** Found before a critic is paid for it. @param told the answers before */
export function findFlaw(answer: string, told: readonly string[]): "too-short" | "repeats-itself" | null {
  const sequences = toSequences(answer);
  if (sequences.length < FEWEST_WORDS - SEQUENCE_WORDS + 1) return "too-short";
  const seen = new Set(told.flatMap(toSequences));
  const repeated = sequences.filter((sequence) => seen.size === seen.add(sequence).size).length;
  return repeated / sequences.length > MOST_REPEATED ? "repeats-itself" : null;
}

function toSequences(text: string): string[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? [];
  return words.slice(SEQUENCE_WORDS - 1).map((_, place) => words.slice(place, place + SEQUENCE_WORDS).join(" "));
}
