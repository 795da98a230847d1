/**
 * Drops "As a retired bridge inspector, …" before any sentence but the first. Small models keep repeating the role that the
 * prompt gives them, which people do not do. Before the first sentence `stripLead` drops it.
 */
import { endsSentence, splitSentences } from "../../text/split-sentences.ts";
import { splitWords } from "../../text/stem-words.ts";
import type { StableText } from "./stable-text.ts";

const AS = /^as\s+(?:(?:an?|the)\s+)?/iu;
/** The start of a sentence that may still turn out to begin with the role. */
const MAY_BE_AS = /^(?:as?|as\s+(?:an?|t(?:he?)?)?)$/iu;
const LONGEST_ROLE = 120;
const ARTICLE = /^(?:an?|the) /i;

/** @param ownRoles what the prompt calls the speaker: "a retired bridge inspector" */
export function dropOwnRole(input: string, ended: boolean, ownRoles: readonly string[]): StableText {
  const roles = ownRoles.map((role) => splitWords(role.replace(ARTICLE, ""))).filter((words) => words.length > 0);
  const sentences = splitSentences(input);
  let text = "";
  for (const [index, sentence] of sentences.entries()) {
    const isLast = index === sentences.length - 1;
    const role =
      index === 0 ? 0 : measureRole(sentence, { isGrowing: isLast && !ended, isCut: isLast && ended }, roles);
    if (role === UNDECIDED) break;
    const rest = sentence.slice(role);
    text += role > 0 ? rest.charAt(0).toUpperCase() + rest.slice(1) : rest;
  }
  return { text, done: false };
}

const UNDECIDED = -1;

/** Whether more of it may follow, or the reply ended with it, perhaps in its middle. */
type SentenceState = { isGrowing: boolean; isCut: boolean };

/** How many characters of the sentence name the role, with the space behind them. */
function measureRole(sentence: string, { isGrowing, isCut }: SentenceState, roles: readonly string[][]): number {
  if (isGrowing && MAY_BE_AS.test(sentence.trimEnd())) return UNDECIDED;
  const as = AS.exec(sentence)?.[0].length ?? 0;
  if (as === 0) return 0;
  const named = splitWords(sentence.slice(as));
  const isBegun = roles.some((role) => beginsAlike(named, role, isGrowing));
  if (!isBegun) return 0;
  const isNamed = roles.some((role) => named.length >= role.length);
  const end = /^[^,.!?:;\n]*?(?:,\s+(?=\S)|\s+(?=I\b))/u.exec(sentence.slice(as));
  if (isNamed && end) return as + end[0].length;
  if (isGrowing) return sentence.length < LONGEST_ROLE ? UNDECIDED : 0;
  // The reply was cut off in the middle of the role.
  return isCut && !endsSentence(sentence) ? sentence.length : 0;
}

/** @param isGrowing whether the last word may be incomplete */
function beginsAlike(named: readonly string[], role: readonly string[], isGrowing: boolean): boolean {
  return named
    .slice(0, role.length)
    .every((word, at) => word === role[at] || (isGrowing && at === named.length - 1 && role[at]!.startsWith(word)));
}
