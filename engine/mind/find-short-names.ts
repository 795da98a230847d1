/** Finds participants addressed by something other than their names: a short form, a nickname of their own, a role. */
import { isStopWord } from "../text/stem-words.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import type { ConversationView, Participant } from "./conversation.ts";
import { dropAccent, givenName, type Mention } from "./find-mentions.ts";

/** Short forms that do not begin like the name. */
const UNLIKE_THEIR_NAMES: Record<string, readonly string[]> = {
  bill: ["william"],
  bob: ["robert"],
  dick: ["richard"],
  jack: ["john"],
  jim: ["james"],
  kate: ["catherine", "katherine", "katharina"],
  liz: ["elizabeth", "elisabeth"],
  beth: ["elizabeth", "elisabeth"],
  peggy: ["margaret"],
  ted: ["edward", "theodore"],
  tony: ["anthony", "antonia"],
  hans: ["johannes"],
  sepp: ["josef"],
  gretchen: ["margarete"],
};
/** Short words that open or close a sentence as names do, besides the stop words. */
const INTERJECTIONS = new Set(
  "ach ah aha aw eh er ey gee ha hah hallo hello hey hi hm hmm ja ma mal man mann mm na nah nee nein no oh ok okay pa right say see so ta tja true uh um wait wow yes yo".split(
    " ",
  ),
);
const WORD = /\p{Script=Latin}[\p{Script=Latin}\p{M}]+/gu;
const DIMINUTIVE = /(?:ie|y|i|chen|lein|s)$/u;

/** Capitalised short forms and nicknames of exactly one participant, wherever they stand: only those in address count. */
export function findShortNames(sentence: string, participants: readonly Participant[]): Mention[] {
  const given = participants.map(({ id, name, nicknames = [] }) => ({ id, name: fold(givenName(name)), nicknames }));
  return Array.from(sentence.matchAll(WORD)).flatMap((match) => {
    const word = fold(match[0]);
    if (!/^\p{Lu}/u.test(match[0]) || isStopWord(word) || INTERJECTIONS.has(word)) return [];
    if (given.some(({ name }) => name === word)) return [];
    const bearers = given.filter(({ name, nicknames }) => nicknames.includes(word) || isShortFor(word, name));
    return bearers.length === 1 ? toMention(bearers[0]!.id, match.index, match[0]) : [];
  });
}

const toMention = (participantId: string, start: number, text: string): Mention => ({
  participantId,
  start,
  end: start + text.length,
  isWord: true,
});

function isShortFor(word: string, name: string): boolean {
  if (UNLIKE_THEIR_NAMES[word]?.includes(name)) return true;
  if (word.length >= 2 && name.startsWith(word)) return true;
  const stem = word.replace(DIMINUTIVE, "").replace(/(\p{L})\1$/u, "$1");
  return stem !== word && stem.length >= 3 && name.startsWith(stem);
}

const fold = (word: string): string => Array.from(word.normalize("NFC"), dropAccent).join("").toLowerCase();

/** Words for one trade; a persona that is one of them is addressed by any of them. */
const TRADES = [
  "doctor doc physician medic arzt ärztin hausarzt hausärztin doktor",
  "lawyer attorney barrister solicitor counsel anwalt anwältin jurist juristin",
  "nurse krankenschwester pfleger pflegerin krankenpfleger",
  "teacher lehrer lehrerin",
  "architect engineer developer programmer ingenieur ingenieurin entwickler entwicklerin",
  "scientist researcher wissenschaftler wissenschaftlerin forscher forscherin",
  "accountant steuerberater steuerberaterin buchhalter buchhalterin",
  "plumber installateur installateurin klempner heizungsbauer",
  "baker bäcker bäckerin",
  "planner stadtplaner stadtplanerin planer planerin",
].map((words) => words.split(" "));
const tradeOf = (word: string): string => TRADES.find((words) => words.includes(word))?.[0] ?? word;

/** The part of a description that says what somebody is: "A night nurse who …" → "A night nurse". */
const WHAT_SOMEBODY_IS = /^.*?(?=\b(?:who|whose|with|that|which|of|from|mit|aus|von|im|der|die|das)\b|[,.;(]|$)/iu;
const LETTERS = /\p{L}+/gu;

const rolesOf = ({ description, demographics }: Persona): string[] =>
  [description, demographics.occupation]
    .flatMap((text) => (WHAT_SOMEBODY_IS.exec(text)?.[0] ?? "").toLowerCase().match(LETTERS) ?? [])
    .filter((word) => word.length > 2 && !isStopWord(word))
    .map(tradeOf);

const ROLE_PHRASE =
  /(?<!\p{L})(?:the|our|my dear|dear|der|die|den|dem|das|unser|unsere[nm]?|liebe[r]?|frau|herr|herrn|mister|madam)\s+(\p{L}+(?: (?:manager|engineer|scientist|nurse|teacher|planner|architect))?)/giu;

/** "the nurse", "Frau Doktor": phrases that name the role of exactly one participant, wherever they stand. */
export function findRoles(sentence: string, participants: readonly Participant[]): Mention[] {
  return Array.from(sentence.matchAll(ROLE_PHRASE)).flatMap((match) => {
    const bearers = participants.filter(({ roles }) => roles?.includes(tradeOf(match[1]!.toLowerCase())));
    return bearers.length === 1 ? toMention(bearers[0]!.id, match.index, match[0]) : [];
  });
}

const GIVES_NICKNAME =
  /\b(?:calls? me|nenn(?:t|en|e)? mich(?: alle| einfach| nur)?) (\p{Lu}[\p{Script=Latin}\p{M}]+)/gu;

/** The participants with what else they are called in this talk: the names they gave themselves, and the personas' roles. */
export function nameParticipants(view: ConversationView, personas: readonly Persona[]): Participant[] {
  return view.participants.map((participant) => ({
    ...participant,
    nicknames: view.utterances
      .filter(({ speakerId }) => speakerId === participant.id)
      .flatMap(({ text }) => Array.from(text.matchAll(GIVES_NICKNAME), ([, nickname]) => fold(nickname!))),
    roles: personas.filter(({ id }) => id === participant.id).flatMap(rolesOf),
  }));
}
