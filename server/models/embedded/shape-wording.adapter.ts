/** Shapes the wording of a reply where a small model needs it: other openings than the last ones, words of the speaker's own life. */
import { TokenBias, type LlamaModel, type Token } from "node-llama-cpp";
import { splitWords } from "../../../engine/text/stem-words.ts";

/** Added to the logits of the speaker's own words: e to this power times as likely before normalisation. */
const FAVOUR_LOGIT = 1.5;
/** Until a reply has said one of them, each of its words adds so much, up to a limit. */
const FAVOUR_LOGIT_PER_WORD = 0.1;
const MOST_FAVOUR_LOGIT = 2.5;
/** Added to the logit of the end of a sentence until then: "It would be sad." says nothing of the speaker. */
const END_LOGIT = -1.5;
/** A shorter first token begins too many other words. */
const SHORTEST_TOKEN_CHARACTERS = 4;

/**
 * @param usedOpenings only while the reply has said all but the last word of one is that word banned
 * @param favouredWords likelier until the reply has said them; without one of them a sentence is longer
 */
export function shapeWording(model: LlamaModel, usedOpenings: readonly string[], favouredWords: readonly string[]) {
  const bans = usedOpenings.map((opening) => {
    const words = splitWords(opening);
    return { before: words.slice(0, -1).join(" "), last: words.at(-1) ?? "" };
  });
  const favoured = new Map(favouredWords.map((word) => [word.toLowerCase(), firstTokens(model, word)]));
  const favouredCount = favoured.size;
  const end = model.tokenize(".");
  let said = "";
  return {
    hear(text: string): void {
      said += text;
    },
    bias(): TokenBias {
      const bias = TokenBias.for(model);
      const words = splitWords(said);
      for (const word of words) favoured.delete(word);
      const saysNothingOwn = favouredCount > 0 && favoured.size === favouredCount;
      const more = saysNothingOwn ? words.length * FAVOUR_LOGIT_PER_WORD : 0;
      const logit = Math.min(FAVOUR_LOGIT + more, MOST_FAVOUR_LOGIT);
      for (const tokens of favoured.values()) for (const token of tokens) bias.set(token, { logit });
      if (saysNothingOwn) for (const token of end) bias.set(token, { logit: END_LOGIT });
      const opening = words.join(" ");
      for (const { before, last } of bans) if (before === opening && last !== "") banWord(bias, model, last);
      return bias;
    },
  };
}

/** Behind a space, where the token tells the word. */
function firstTokens(model: LlamaModel, word: string): Token[] {
  const [first] = model.tokenize(` ${word}`);
  if (first === undefined) return [];
  return model.detokenize([first]).trim().length >= SHORTEST_TOKEN_CHARACTERS ? [first] : [];
}

/** The first token of it is enough, in both cases, behind a space or at the start. */
function banWord(bias: TokenBias, model: LlamaModel, word: string): void {
  const capital = word.charAt(0).toUpperCase() + word.slice(1);
  for (const form of [word, capital, ` ${word}`, ` ${capital}`]) {
    const [first] = model.tokenize(form);
    if (first !== undefined) bias.set(first, "never");
  }
}
