/** Sentence by sentence: ends the reply where it stops being this speaker's own new words. */
import { splitSentences } from "../../text/split-sentences.ts";
import { splitWords } from "../../text/stem-words.ts";
import { findLoop } from "./find-loop.ts";
import { matchLabel, mayBecomeLabel, NAMELESS, UNDECIDED_NAMELESS } from "./match-label.ts";
import type { StableText } from "./stable-text.ts";

/** Shorter sentences are said twice by people too. */
const SHORTEST_ECHO_WORDS = 6;
/** Within one reply even a short sentence is not said again: that is how small models begin to loop. */
const SHORTEST_REPEAT_WORDS = 3;
/** Speakers that models make up besides the participants. */
const SCRIPT_ROLES = ["User", "Human", "Assistant", "System", "AI", "Narrator", "Moderator"];
const SENTENCE_IS_WHOLE = /[.!?…]["'”’»)\]]*\s*$/u;

export type OwnWordsFrame = {
  ownNames: readonly string[];
  /** Call names of everyone else present. */
  otherNames: readonly string[];
  /** Normalised sentences (see `normaliseSentences`) of the prompt and of what was said before. */
  known: ReadonlySet<string>;
  /** Every sentence of the instructions, however short: nobody's words once a reply has begun to say the prompt back. */
  instructions: ReadonlySet<string>;
  /** From this many characters on, only whole sentences stand: the model may be cut off any moment. */
  wholeSentencesFrom: number;
};

export type OwnWords = StableText & { /** Length of `text` up to its last whole sentence. */ wholeLength: number };

const normalise = (sentence: string): string => splitWords(sentence).join(" ");

/** The sentences of a text that are long enough to be recognised when a model only repeats them. */
export const normaliseSentences = (text: string, fewestWords = SHORTEST_ECHO_WORDS): string[] =>
  splitSentences(text)
    .filter((sentence) => splitWords(sentence).length >= fewestWords)
    .map(normalise);

/** Another's line, a loop, or a repeated sentence ends the reply; a repeated sentence at its start is left out. */
export function keepOwnWords(input: string, ended: boolean, frame: OwnWordsFrame): OwnWords {
  const pieces = splitSentences(input);
  const own = new Set<string>();
  let text = "";
  let wholeLength = 0;
  let saysPromptBack = false;
  const stop = (done: boolean): OwnWords => ({ text, done, wholeLength });

  for (const [index, piece] of pieces.entries()) {
    if (text === "" && piece.trim() === "") continue;
    const isGrowing = !ended && index === pieces.length - 1;
    const startsLine = index === 0 || pieces[index - 1]?.endsWith("\n") === true;
    const others = startsLine ? [...frame.otherNames, ...SCRIPT_ROLES] : frame.otherNames;
    const sentence = piece.slice(matchLabel(piece, frame.ownNames));
    if (matchLabel(piece, others) > 0 || (startsLine && NAMELESS.test(piece))) return stop(true);
    if (isGrowing && mayBecomeLabel(piece.trimEnd(), [...others, ...frame.ownNames])) return stop(false);
    if (isGrowing && startsLine && UNDECIDED_NAMELESS.test(piece)) return stop(false);

    const words = normalise(sentence);
    const foreign: ReadonlySet<string>[] = [frame.known, own, ...(saysPromptBack ? [frame.instructions] : [])];
    const isEcho = foreign.some((sentences) => sentences.has(words));
    if (isGrowing && (isEcho || foreign.some((sentences) => mayBecomeKnown(words, sentences)))) return stop(false);
    if (isEcho && text !== "") return stop(true);
    saysPromptBack = isEcho;
    if (isEcho) continue;
    if (isGrowing && text.length >= frame.wholeSentencesFrom) return stop(false);

    const loop = findLoop(text + sentence);
    if (loop >= 0) {
      text = (text + sentence).slice(0, loop);
      return stop(true);
    }
    text += sentence;
    if (words.split(" ").length >= SHORTEST_REPEAT_WORDS) own.add(words);
    if (!isGrowing && (SENTENCE_IS_WHOLE.test(sentence) || piece.endsWith("\n"))) wholeLength = text.length;
  }
  return stop(false);
}

function mayBecomeKnown(words: string, known: ReadonlySet<string>): boolean {
  for (const sentence of known) if (sentence.startsWith(words)) return true;
  return false;
}
