/** Ends the reply at the clause where it stops being this speaker's own new words. */
import { foldText } from "../../text/fold-text.ts";
import { endsSentence, splitClauses } from "../../text/split-sentences.ts";
import { splitWords } from "../../text/stem-words.ts";
import { findInstruction, type Instructions } from "./find-instruction.ts";
import { findLoop } from "./find-loop.ts";
import { isHeadingOf, matchLabel, mayBecomeLabel, NAMELESS, SCRIPT_ROLES, UNDECIDED_NAMELESS } from "./match-label.ts";
import type { Runs } from "./cut-runs.ts";
import { foldOpening } from "./read-clauses.ts";
import type { StableText } from "./stable-text.ts";

/** Within one reply even short sentences must not repeat: that is how small models begin to loop. */
const SHORTEST_REPEAT_WORDS = 3;
/** The length of the longest loop that is detected. */
const LOOP_REACH_CHARACTERS = 600;
export type OwnWordsFrame = {
  ownNames: readonly string[];
  /** What the prompt calls the speaker: "a retired bridge inspector". */
  ownRoles: readonly string[];
  /** Names of everyone else present. */
  otherNames: readonly string[];
  /** Turns of this talk that must not be repeated, folded (see `foldLine`). */
  lines: ReadonlySet<string>;
  /** Folded clauses (see `foldClauses`) of the prompt and of earlier turns. */
  known: ReadonlySet<string>;
  /** How longer clauses of earlier turns begin (see `foldOpening`): told again with another end, they are still repeated. */
  openings: ReadonlySet<string>;
  /** Every folded clause of the prompt, however short: not the persona's words once a reply has begun to repeat the prompt. */
  promptClauses: ReadonlySet<string>;
  /** Runs of words of the instructions: not to be spoken, however they are laid out. */
  runs: readonly Runs[];
  /** The lines that Dramatis itself wrote into the prompt: must not be spoken even with a word changed. */
  instructions: Instructions;
  /** From this many characters on, only whole sentences are kept: the model may be cut off at any moment. */
  wholeSentencesFrom: number;
};

export type OwnWords = StableText & { /** Length of `text` up to its last whole sentence. */ wholeLength: number };

/** Drops a turn that was said before, and shows none of it while it may become one. */
export function keepOwnWords(input: string, ended: boolean, frame: OwnWordsFrame): OwnWords {
  const reply = keepOwnClauses(input, ended, frame);
  const isSaidBefore =
    ended || reply.done
      ? frame.lines.has(foldText(reply.text) || reply.text.trim())
      : mayBecomeKnown(foldText(reply.text), frame.lines);
  return isSaidBefore ? { ...reply, text: "", wholeLength: 0 } : reply;
}

/** Another speaker's line, a loop or a repeated sentence ends the reply; a repeated sentence at its start is dropped. */
function keepOwnClauses(input: string, ended: boolean, frame: OwnWordsFrame): OwnWords {
  const pieces = splitClauses(input);
  const own = new Set<string>();
  let text = "";
  let wholeLength = 0;
  let saysPromptBack = false;
  const stop = (done: boolean): OwnWords => ({ text, done, wholeLength });

  for (const [index, piece] of pieces.entries()) {
    if (text === "" && piece.trim() === "") continue;
    const isGrowing = !ended && index === pieces.length - 1;
    const startsLine = index === 0 || pieces[index - 1]?.endsWith("\n") === true;
    const { isAnothers, mayBeLabel, sentence, folded, opening, words, instruction } = readClause(
      piece,
      isGrowing,
      startsLine,
      frame,
    );
    if (isAnothers) return stop(true);
    if (mayBeLabel) return stop(false);

    const foreign: ReadonlySet<string>[] = [frame.known, own, ...(saysPromptBack ? [frame.promptClauses] : [])];
    const isEcho =
      instruction === "found" || frame.openings.has(opening) || foreign.some((clauses) => clauses.has(folded));
    const mayBeEcho =
      instruction === "undecided" ||
      mayBecomeKnown(opening, frame.openings) ||
      foreign.some((clauses) => mayBecomeKnown(folded, clauses));
    if (isGrowing && (isEcho || mayBeEcho)) return stop(false);
    if (isEcho && text !== "") return stop(true);
    saysPromptBack = isEcho;
    if (isEcho) continue;
    if (isGrowing && text.length >= frame.wholeSentencesFrom) return stop(false);

    const before = text.slice(-LOOP_REACH_CHARACTERS);
    const loop = findLoop(before + sentence);
    if (loop >= 0) {
      text += sentence.slice(0, Math.max(0, loop - before.length));
      return stop(true);
    }
    text += sentence;
    if (words >= SHORTEST_REPEAT_WORDS) own.add(folded);
    if (!isGrowing && (endsSentence(sentence) || piece.endsWith("\n"))) wholeLength = text.length;
  }
  return stop(false);
}

type Clause = {
  isAnothers: boolean;
  mayBeLabel: boolean;
  /** Without the speaker's own label. */
  sentence: string;
  folded: string;
  /** Its first words, as many as an opening has. */
  opening: string;
  words: number;
  instruction: ReturnType<typeof findInstruction>;
};

const read = new WeakMap<OwnWordsFrame, Map<string, Clause>>();

/** A complete clause is parsed once, however often the growing reply is processed. */
function readClause(piece: string, isGrowing: boolean, startsLine: boolean, frame: OwnWordsFrame): Clause {
  const known = read.get(frame) ?? new Map<string, Clause>();
  read.set(frame, known);
  const key = `${startsLine} ${piece}`;
  const clause = (isGrowing ? undefined : known.get(key)) ?? compareClause(piece, isGrowing, startsLine, frame);
  if (!isGrowing) known.set(key, clause);
  return clause;
}

function compareClause(piece: string, isGrowing: boolean, startsLine: boolean, frame: OwnWordsFrame): Clause {
  const others = startsLine ? [...frame.otherNames, ...SCRIPT_ROLES] : frame.otherNames;
  const sentence = piece.slice(matchLabel(piece, frame.ownNames));
  const words = splitWords(sentence);
  return {
    isAnothers: matchLabel(piece, others) > 0 || (startsLine && (NAMELESS.test(piece) || isHeadingOf(piece, others))),
    mayBeLabel:
      isGrowing &&
      (mayBecomeLabel(piece.trimEnd(), [...others, ...frame.ownNames]) ||
        (startsLine && UNDECIDED_NAMELESS.test(piece))),
    sentence,
    folded: foldText(sentence),
    opening: foldOpening(words),
    words: words.length,
    instruction: findInstruction(sentence, isGrowing, frame.instructions),
  };
}

function mayBecomeKnown(folded: string, known: ReadonlySet<string>): boolean {
  for (const text of known) if (text.startsWith(folded)) return true;
  return false;
}
