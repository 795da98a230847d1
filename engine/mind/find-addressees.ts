/** Finds whom an utterance addresses by name. */
import { splitSentences } from "../text/split-sentences.ts";
import type { Participant } from "./conversation.ts";
import {
  AFTER_CALL_UNSPACED,
  ASKS_UNSPACED,
  BEFORE_CALL_UNSPACED,
  DISMISSES_UNSPACED,
  HANDS_OVER_UNSPACED,
  TURN_AFTER_UNSPACED,
} from "./call-patterns.ts";
import { findMentions, type Mention } from "./find-mentions.ts";
import { findRoles, findShortNames } from "./find-short-names.ts";

export type Addressee = {
  participantId: string;
  /**
   * How clearly they are given the floor: `asked` > `called` (addressed, contradicted) > `mentioned` (talked about,
   * thanked). `excused` is the opposite: told that others are meant, or that no answer is needed.
   */
  manner: "asked" | "called" | "mentioned" | "excused";
};

/** Words that may precede a name in address: "Well, Ada", "thank you Ada", "dear Ada". */
const BEFORE_CALL =
  /(?:^|[.!?…:;–—"“„»(,-]|\b(?:and|so|but|well|ok|okay|hey|hi|hello|dear|yes|no|right|true|agreed|exactly|thanks|thank you|sorry|enough|now|please|good|oh|ah|und|also|aber|na|hallo|liebe|lieber|ja|nein|danke|genau|stimmt|bitte|nun|guten morgen|guten abend|good morning|good evening|welcome))\s*$/iu;
const AFTER_CALL = /^\s*(?:$|[,.!?…:;–—"”»)-])/u;
/** A name followed by a question without a comma: "Ada can you …". */
const AFTER_CALL_WITHOUT_COMMA =
  /^\s+(?:can|could|would|will|do|did|does|is|are|what|how|why|when|where|which|who|should|have|tell|please|kannst|könntest|können|würdest|was|wie|warum|wann|wo|welche\p{L}*|hast|haben|bist|sag|bitte)\b/iu;
/** "Ada Lovelace" is not Ada Lindqvist. */
const NAMESAKE =
  /^ (?!(?:Can|Could|Would|Will|Do|Did|Does|Is|Are|What|How|Why|When|Where|Which|Who|Should|Have|Tell|Please|And|Or|I|Kannst|Wie|Was|Warum|Hast|Bist|Sie|Ihr)\b)\p{Lu}\p{Ll}+(?=[ ,.!?'’]|$)/u;
const LIST_NEIGHBOUR = /^\s*(?:,\s*\p{Lu}\p{L}+\s*(?:,|and|und|or|oder)|(?:and|und|or|oder)\s)/u;

const HANDS_OVER_BEFORE =
  /(?:over to|what about|how about|what does|what would|what do you think,?|let(?:'s| us|’s)? (?:ask|hear(?: from)?)|let|ask(?:ed|ing)?|hear from|hear (?:it|that|this) from|your turn,?|i (?:meant|mean)|rather|go on,?|go ahead,?|continue,?|ich mein(?:t)?e|was (?:meint|sagt|denkt)|frag(?:en wir|t|e)?(?: (?:doch|mal|doch mal))?|(?:eine )?frage an|hören wir|du bist dran,?|weiter,?)\s+$/iu;
const TURN_AFTER =
  /^(?:['’]s turn|\s+(?:(?:can|could|will|would know|knows)[.!…]*$|ist dran|hat das wort|should (?:answer|speak|say)|finish|finishes|soll(?:te)? antworten))/iu;
const AT_SIGN = /[@＠]$/u;
const ASKS = /\?|\bplease\b|\bbitte\b|\btell (?:us|me)\b|\bgo on\b|\bgo ahead\b|\byour turn\b|\berzähl/iu;
const asks = (text: string): boolean => ASKS.test(text) || ASKS_UNSPACED.test(text);
/** "Not you, Ada." and "You need not answer that, Ada.": the floor is somebody else's. */
const EXCUSES =
  /\b(?:not (?:you|to you)|(?:you|sie|du) (?:do not|don['’]t|need not|needn['’]t|musst|müssen)(?: nicht)?(?: have to| need to)? (?:answer|say|reply|comment|respond|explain|antworten|sagen|nichts|darauf)|no need (?:to (?:answer|reply|say)|for an answer)|(?:nicht|keinesfalls) (?:du|sie|dich))\b|不用(?:你)?回答|不是(?:问|問)你|答えなくて|あなたではなく|대답(?:하지|은) 않아도|대답 안 해도/iu;
const TURNS_TO_OTHERS = /\b(?:but|sondern|aber)\b|而是/iu;
const DISMISSES = /\b(?:thanks|thank you|enough|sorry|danke|genug)\b[^.!?]*$/iu;

/** Addressees, strongest first; of equals the one named last comes first, since the utterance ends on it. */
export function findAddressees(
  utterance: string,
  speakerId: string,
  participants: readonly Participant[],
): Addressee[] {
  const text = utterance.normalize("NFC");
  const strength = new Map<string, { rank: Rank; at: number }>();
  let offset = 0;
  for (const sentence of splitSentences(text)) {
    for (const mention of findCalls(sentence, participants)) {
      if (mention.participantId === speakerId) continue;
      const rank = rankMention(
        sentence,
        sentence.slice(0, mention.start),
        sentence.slice(mention.end),
        text.slice(offset + sentence.length),
      );
      if (rank === 0 && mention.isWord) continue;
      const known = strength.get(mention.participantId);
      if (!known || rank >= known.rank) strength.set(mention.participantId, { rank, at: offset + mention.start });
    }
    offset += sentence.length;
  }
  return [...strength]
    .sort(([, one], [, other]) => other.rank - one.rank || other.at - one.at)
    .map(([participantId, { rank }]) => ({ participantId, manner: MANNERS[rank] }));
}

type Rank = -1 | 0 | 1 | 2;
const MANNERS = { "-1": "excused", 0: "mentioned", 1: "called", 2: "asked" } as const;

function findCalls(sentence: string, participants: readonly Participant[]): Mention[] {
  const named = findMentions(sentence, participants).filter(({ end }) => !NAMESAKE.test(sentence.slice(end)));
  const others = [...findShortNames(sentence, participants), ...findRoles(sentence, participants)];
  const isApart = (call: Mention) => named.every(({ start, end }) => call.end <= start || call.start >= end);
  return [...named, ...others.filter(isApart)];
}

function rankMention(sentence: string, before: string, after: string, rest: string): Rank {
  if (AT_SIGN.test(before) || HANDS_OVER_BEFORE.test(before) || TURN_AFTER.test(after)) return 2;
  if (HANDS_OVER_UNSPACED.test(before) || TURN_AFTER_UNSPACED.test(after)) return 2;
  if (LIST_NEIGHBOUR.test(after)) return 0;
  const opensQuestion = AFTER_CALL_WITHOUT_COMMA.test(after) && BEFORE_CALL.test(before) && sentence.includes("?");
  const opens = BEFORE_CALL.test(before) || BEFORE_CALL_UNSPACED.test(before);
  const isCalled = opens && (AFTER_CALL.test(after) || AFTER_CALL_UNSPACED.test(after));
  if (!isCalled && !opensQuestion) return 0;
  if (EXCUSES.test(`${before.split(TURNS_TO_OTHERS).at(-1)}…${after.split(TURNS_TO_OTHERS)[0]}`)) return -1;
  if (DISMISSES.test(before) || DISMISSES_UNSPACED.test(before)) return 0;
  // "Ada! I did not know …" or "June. Can you …": a name alone is an address that the next sentence completes.
  const standsAlone = /^[.!?…。！？\s]*$/u.test(after) && before.trim() === "";
  return asks(sentence) || (standsAlone && asks(rest)) ? 2 : 1;
}
