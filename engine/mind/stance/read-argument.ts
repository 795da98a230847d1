/** Finds the argument by which a turn moves a stance, by rules over its words, in English and German (SPEC M7). */
import type { ChangedBy, Position } from "../../../schema/messages/stance.ts";
import { measureSimilarity } from "../../text/measure-similarity.ts";
import { splitSentences } from "../../text/split-sentences.ts";
import { splitWords, stemWords } from "../../text/stem-words.ts";
import type { ConversationView, Utterance } from "../conversation.ts";
import { NEAR_REPEAT } from "../sense-ending.ts";
import type { Stance } from "./take-stance.ts";

export type Argument = { words: string; towards: Position };

const SHORTEST_ARGUMENT_WORDS = 6;
/** A turn is about the topic when it shares a stem with it, or with one of so many turns before. */
const THREAD_TURNS = 2;

type Kind = Exclude<ChangedBy, "nothing">;
/** What each kind of argument sounds like. Whoever only asserts, asks for it, or tells that it failed, brings none. */
const SOUNDS: Record<Kind, RegExp> = {
  case: /\b(?:went (?:really )?well|worked(?: out| well)?|succeeded|paid off|got (?:much )?better|improved|thrived|flourished|(?:saved|helped) (?:us|them|me|him|her)|gut (?:gegangen|gelaufen|geklappt)|geklappt|funktioniert|gelungen|besser geworden|aufgeblüht)\b/iu,
  proof:
    /\b(?:(?:we|i|they|she|he|somebody|the \p{L}+) (?:have |has )?(?:measured|tested|counted|compared|recorded|tried)|(?:measurements?|figures|results|records|trials?) (?:of|from|show|shows|showed|over)|\d+(?:[.,]\d+)? ?(?:%|per ?cent)|gemessen|getestet|gezählt|verglichen|ausprobiert|messungen|versuch(?:e|en)? (?:hat|haben|zeig\p{L}*)|prozent)/iu,
  reason: /\b(?:because|since|otherwise|that is why|which means|so that|weil|denn|deshalb|sonst|damit)\b/iu,
  "open-question":
    /\b(?:(?:nobody|no one|none of us) (?:here )?(?:knows|can (?:say|tell|answer|explain))|(?:i|we) (?:do not|don['’]t) know (?:who|what|how|why|where|whether|when)|there is no answer|niemand (?:hier )?(?:weiß|kann)|keiner (?:von uns )?(?:weiß|kann)|wir wissen nicht|ich weiß nicht, (?:wer|was|wie|warum|wo|ob|wann))/iu,
  harm: /\b(?:hurt|harmed|injured|wounded|died|fell ill|evicted|ruined|went bankrupt|lost (?:his|her|their|my|our|its|everything)|suffered|was damaged|were damaged|verletzt|geschadet|gestorben|krank geworden|ruiniert|pleite|verloren)\b/iu,
};
const KINDS = Object.keys(SOUNDS) as Kind[];
const UNDONE =
  /\b(?:not|never|nobody|none|no|without|if|would|could|might|nie|nicht|kein\p{L}*|ohne|wenn|würde\p{L}*|könnte\p{L}*)\b|n['’]t\b/iu;
/** These tell of something that happened, so a "not" or "would" undoes them. */
const OF_THE_PAST = new Set<ChangedBy>(["case", "proof", "harm"]);

const SPEAKS_FOR =
  /\b(?:should (?!not\b|never\b)|yes\b|in favour|for it\b|good idea|worth (?:it|doing)|let us (?!not\b)|works?(?:ed)? (?:well|better)|better (?:with|off)|helps?|ja\b|dafür|sollten (?!nicht)|gute idee|lohnt)/iu;
const SPEAKS_AGAINST =
  /\b(?:should (?:not|never)|shouldn['’]t|must not|no\b|against|bad idea|never works?|not worth|problem|too (?:dear|dangerous|expensive|late|risky)|would (?:ruin|cost|harm|lose)|nein\b|dagegen|sollten nicht|schlechte idee|lohnt (?:sich )?nicht|zu (?:teuer|gefährlich|spät))/iu;

/** By its words; null where they speak for both, or neither. */
function readSide(text: string): Position | null {
  const [isFor, isAgainst] = [SPEAKS_FOR.test(text), SPEAKS_AGAINST.test(text)];
  return isFor === isAgainst ? null : isFor ? "for" : "against";
}

/** On which side these kinds of argument weigh by themselves; the others weigh on their speaker's. */
const WEIGHS: Partial<Record<ChangedBy, Position>> = { case: "for", "open-question": "against", harm: "against" };

export type Hearing = {
  view: Pick<ConversationView, "topic" | "language" | "utterances">;
  /** Must be one of the view. */
  turn: Utterance;
  /** The speaker's own stance; null for people, and for personas that have taken none. */
  speakersPosition: Position | null;
  /** Words that moved this persona before: they do not move it again. */
  before: readonly string[];
};

/** Null where the turn brings nothing that would move this stance. */
export function readArgument(stance: Stance, hearing: Hearing): Argument | null {
  const { turn, speakersPosition, before } = hearing;
  const { changedBy } = stance;
  if (changedBy === "nothing" || turn.status !== "finished" || !isOnTopic(hearing)) return null;
  const towards = WEIGHS[changedBy] ?? speakersPosition ?? readSide(turn.text);
  if (towards === null || towards === stance.position) return null;
  const words = listArguments(turn.text, changedBy).find(
    (sentence) => !before.some((earlier) => measureSimilarity(earlier, sentence) >= NEAR_REPEAT),
  );
  return words === undefined || isSaidBefore(words, hearing) ? null : { words, towards };
}

/** Those of these personas that a turn may move, by its words alone: most turns bring no argument of any kind. */
export const listMovable = ({ text, status, speakerId }: Utterance, personaIds: readonly string[]): string[] =>
  status === "finished" && KINDS.some((kind) => listArguments(text, kind).length > 0)
    ? personaIds.filter((id) => id !== speakerId)
    : [];

/** The sentences that sound like an argument of this kind. */
const listArguments = (text: string, kind: Kind): string[] =>
  splitSentences(text)
    .map((sentence) => sentence.trim())
    .filter(
      (sentence) =>
        splitWords(sentence).length >= SHORTEST_ARGUMENT_WORDS &&
        SOUNDS[kind].test(sentence) &&
        !(OF_THE_PAST.has(kind) && UNDONE.test(sentence)) &&
        !/[?？]\s*$/u.test(sentence),
    );

function isOnTopic({ view, turn }: Hearing): boolean {
  const at = view.utterances.findIndex(({ id }) => id === turn.id);
  const thread = [view.topic, ...view.utterances.slice(Math.max(0, at - THREAD_TURNS), at).map(({ text }) => text)];
  const about = new Set(thread.flatMap((text) => stemWords(text, view.language)));
  return stemWords(turn.text, view.language).some((stem) => about.has(stem));
}

/** An argument is new: nobody has nearly said it before. */
function isSaidBefore(words: string, { view, turn }: Hearing): boolean {
  const at = view.utterances.findIndex(({ id }) => id === turn.id);
  return view.utterances.slice(0, at).some(({ text }) => measureSimilarity(text, words) >= NEAR_REPEAT);
}
