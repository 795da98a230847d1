/** Lines said twice, near-repeats, and turns that begin alike. */
import { splitWords } from "../../engine/text/stem-words.ts";
import { foldText } from "../../engine/text/fold-text.ts";
import { measureSimilarity } from "../../engine/text/measure-similarity.ts";
import { NEAR_REPEAT } from "../../engine/mind/sense-ending.ts";
import { splitSentences } from "../../engine/text/split-sentences.ts";
import { personaTurns, type HeldTurn, type Talk } from "../talk/talk.ts";
import { share, type Example, type Figure } from "./figure.ts";

const OPENING_WORDS = 3;
/** Shorter sentences ("That is true.") are said twice by people, too. */
const SHORTEST_LINE_WORDS = 4;

/** Sentences of at least four words that were said before in the same talk, by anybody. */
export function measureRepeats(talks: readonly Talk[]): Figure {
  const examples: Example[] = [];
  let lines = 0;
  for (const talk of talks) {
    const said = new Set<string>();
    for (const { speakerKind, speakerName, text } of talk.turns)
      for (const sentence of splitSentences(text)) {
        if (splitWords(sentence).length < SHORTEST_LINE_WORDS) continue;
        const line = foldText(sentence);
        if (speakerKind === "persona") {
          lines += 1;
          if (said.has(line)) examples.push({ talk: talk.topic, text: sentence, note: speakerName });
        }
        said.add(line);
      }
  }
  return {
    key: "repeatedLines",
    title: "Lines said twice in a talk",
    method: "sentences of at least four words, by anybody before",
    value: examples.length,
    unit: "count",
    over: lines,
    examples,
  };
}

/** Turns that share 60 % of their word pairs with one of the ten before. */
export function measureNearRepeats(talks: readonly Talk[]): Figure {
  const examples: Example[] = [];
  let turns = 0;
  for (const talk of talks)
    for (const [position, turn] of talk.turns.entries()) {
      if (turn.speakerKind === "person" || turn.text === "") continue;
      turns += 1;
      const earlier = talk.turns.slice(Math.max(0, position - 10), position);
      const like = earlier.find(({ text }) => measureSimilarity(text, turn.text) >= NEAR_REPEAT);
      if (like) examples.push({ talk: talk.topic, text: turn.text, note: `before: ${like.text}` });
    }
  return {
    key: "nearRepeats",
    title: "Turns that nearly repeat one of the ten before",
    method: "at least 60 % of their word pairs in common",
    value: share(examples.length, turns),
    unit: "share",
    over: turns,
    examples,
  };
}

const openingOf = (text: string): string => splitWords(text).slice(0, OPENING_WORDS).join(" ");

/** The share of persona turns that begin with the same three words as an earlier one of the same talk. */
export function measureOpenings(talks: readonly Talk[]): Figure {
  const examples: Example[] = [];
  let turns = 0;
  for (const talk of talks) {
    const openings = new Map<string, HeldTurn>();
    for (const turn of personaTurns(talk)) {
      turns += 1;
      const opening = openingOf(turn.text);
      const earlier = openings.get(opening);
      if (earlier) examples.push({ talk: talk.topic, text: turn.text, note: `also ${earlier.speakerName}` });
      openings.set(opening, turn);
    }
  }
  return {
    key: "sameOpenings",
    title: "Turns that begin with the same three words as an earlier one",
    method: "persona turns of one talk",
    value: share(examples.length, turns),
    unit: "share",
    over: turns,
    examples,
  };
}
