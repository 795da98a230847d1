/** Suggests what a person might say next to a persona, from what was asked, offered and left open. */
import { splitSentences } from "../text/split-sentences.ts";
import { stemWords } from "../text/stem-words.ts";
import type { Persona } from "../../schema/messages/persona.ts";

const MAX_ACTIONS = 3;
const LONGEST_QUOTE = 80;

const OFFERS =
  /\b(?:i (?:can|could|will) (?:show|tell|teach|help|bring|give|explain|draw|send|write|lend|introduce)|i'll (?:show|tell|teach|help|bring|give|explain|draw|send)|let me (?:show|tell|teach|help|explain)|would you like|do you want me to|shall (?:i|we)|we (?:could|can)|why don't (?:we|you)|come (?:by|and|with)|you (?:should|could|must) (?:try|visit|come|see|ask|read)|ich (?:kann|könnte|werde) (?:dir|ihnen|euch)|soll(?:en)? (?:ich|wir)|möchtest du|möchten sie|wir könnten|komm (?:doch|mal|vorbei)|probier\w*)\b/iu;

const WORDS = {
  en: { answer: "Answer: ", accept: "Take up: ", ask: (subject: string) => `Ask about ${subject}`, more: "Ask why" },
  de: {
    answer: "Antworten: ",
    accept: "Annehmen: ",
    ask: (subject: string) => `Nach ${subject} fragen`,
    more: "Nach dem Warum fragen",
  },
};

/** At most three: the reply's last question, its last offer, then the persona's subject closest to the talk that neither has mentioned. */
export function suggestActions(persona: Persona, heard: string, reply: string, language: string): string[] {
  const words = language.startsWith("de") ? WORDS.de : WORDS.en;
  const sentences = splitSentences(reply).map((sentence) => sentence.trim());
  const question = sentences.findLast((sentence) => /[?？]["'”’»)」』）]*$/u.test(sentence));
  const offer = sentences.findLast((sentence) => sentence !== question && OFFERS.test(sentence));
  const subject = findOpenSubject(persona, `${heard} ${reply}`, language);
  const actions = [
    question && words.answer + quote(question),
    offer && words.accept + quote(offer),
    subject && words.ask(subject),
    sentences.length > 0 && !question ? words.more : undefined,
  ];
  return actions.filter((action): action is string => Boolean(action)).slice(0, MAX_ACTIONS);
}

/** A subject or interest of the persona that was not mentioned, preferring those that share a word with the talk. */
function findOpenSubject(persona: Persona, talk: string, language: string): string | undefined {
  const said = new Set(stemWords(talk, language));
  const { expertise, interests } = persona.background;
  const open = [...expertise, ...interests].filter(
    (subject) => !stemWords(subject, language).every((stem) => said.has(stem)),
  );
  return open.find((subject) => stemWords(subject, language).some((stem) => said.has(stem))) ?? open[0];
}

function quote(sentence: string): string {
  if (sentence.length <= LONGEST_QUOTE) return `“${sentence}”`;
  const head = sentence.slice(0, LONGEST_QUOTE);
  return `“${head.slice(0, head.lastIndexOf(" "))} …”`;
}
