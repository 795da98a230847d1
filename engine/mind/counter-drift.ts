/** Measures whether a circle only agrees or repeats itself, and suggests a remark against it (SPEC M7). */
import { measureSimilarity } from "../text/measure-similarity.ts";
import type { Utterance } from "./conversation.ts";
import { NEAR_REPEAT } from "./sense-ending.ts";

const AGREES =
  /^\W*(?:\p{L}+[,!]? )?(?:i (?:completely |totally |fully |really )?agree|agreed|exactly|absolutely|you(?:'|’)?re (?:so |absolutely |quite )?right|you are (?:so |absolutely |quite )?right|that(?:'|’)?s (?:a )?(?:so |very )?(?:true|right|great|good|wonderful)|great (?:point|idea)|good (?:point|idea)|well said|ich stimme|genau|stimmt|ganz recht|absolut|gute idee|da hast du recht|da haben sie recht|sehe ich auch so)/iu;
export const agrees = (text: string): boolean => AGREES.test(text);

const LOOK_BACK_TURNS = 6;
const MIN_TURNS = 3;
export const AGREEMENT_DRIFT = 0.6;

/** Share of the last persona turns that begin by agreeing, 0–1; 0 while there are fewer than three. */
export function measureAgreement(utterances: readonly Utterance[]): number {
  const turns = utterances.filter((turn) => turn.speakerKind === "persona").slice(-LOOK_BACK_TURNS);
  return turns.length < MIN_TURNS ? 0 : turns.filter(({ text }) => agrees(text)).length / turns.length;
}

/** How much the last turn repeats one of the ten before it, 0–1. */
export function measureRepetition(utterances: readonly Utterance[]): number {
  const last = utterances.at(-1);
  if (!last) return 0;
  return Math.max(0, ...utterances.slice(-11, -1).map((turn) => measureSimilarity(turn.text, last.text)));
}

/** A remark for the next speaker, or null when the talk needs none. */
export function counterDrift(utterances: readonly Utterance[]): string | null {
  if (measureRepetition(utterances) >= NEAR_REPEAT / 2)
    return "Do not repeat what was said. Tell one new thing from your own life.";
  if (measureAgreement(utterances) >= AGREEMENT_DRIFT)
    return "Everyone has agreed so far. Do not agree again: name a doubt or another view of your own.";
  return null;
}
