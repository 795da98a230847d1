/**
 * The prompt for one turn, for small models. They lose track of scripts, confuse names with whom to
 * play, and repeat instructions; one plain question to their character keeps them in character.
 */
import type { ChatMessage } from "../model/language-model.ts";
import type { Utterance } from "../mind/conversation.ts";
import { findRepeatRequests } from "../mind/find-repeat-requests.ts";
import { callNames } from "../mind/find-mentions.ts";
import { splitSentences } from "../text/split-sentences.ts";
import { nameRole } from "./describe-persona.ts";
import { describeTrait } from "./describe-trait.ts";
import { guideTurn } from "./guide-turn.ts";
import { nameLanguage } from "./name-language.ts";
import { keepEnd, plainSpeech, plainText } from "./quote-speech.ts";
import type { SpeakMatter } from "./speak-prompt.ts";

const SUBJECTS = 3;
const TRAITS = 2;
const LONGEST_UTTERANCE_CHARACTERS = 400;
/** Of another persona only the first sentence, if short: more would be repeated. */
const LONGEST_ECHO_CHARACTERS = 90;
const LONGEST_MEMORY_CHARACTERS = 160;
const LONGEST_PROMPT_CHARACTERS = 600;
/** More would be said back. */
const LONGEST_TEXT_CHARACTERS = 240;

/** Rotated by the length of the talk, so that turns do not begin alike. */
const QUESTIONS: readonly ((role: string, subject: string) => string)[] = [
  (role, subject) => `What do you think${subject}, as ${role}?`,
  (role, subject) => `As ${role}, what is your own experience${subject}?`,
  (role, subject) => `Speaking as ${role}, what matters most to you${subject}?`,
  (role, subject) => `As ${role}, what would you add${subject}?`,
];

/**
 * @param attempt 1 after an empty reply. Then, and when the talk repeats itself, the last words of a persona are left
 * out: a small model would only repeat them. The nudge is left out for the same reason.
 */
export function buildSmallSpeakPrompt(
  { persona, view, recent, remembered, nudge }: SpeakMatter,
  attempt: number,
): ChatMessage[] {
  const role = nameRole(persona);
  const topic = plainSpeech(view.topic).replace(/[.!?]+$/, "");
  const known = persona.background.expertise.slice(0, SUBJECTS);
  const strongest = persona.traits.toSorted((one, other) => other.intensity - one.intensity).slice(0, TRAITS);
  const system = [
    `You are ${persona.name}, ${role}.`,
    known.length > 0 ? `You know about ${known.join(", ")}.` : "",
    strongest.length > 0
      ? `Your character: ${strongest.map(({ name, intensity }) => describeTrait({ name, intensity, description: "" })).join("; ")}.`
      : "",
    topic ? `You are talking with friends about ${topic}.` : "You are talking with friends.",
    keepEnd(persona.customInstructions.trim(), LONGEST_PROMPT_CHARACTERS),
    remembered[0] ? `You remember: ${keepEnd(plainSpeech(remembered[0]), LONGEST_MEMORY_CHARACTERS)}` : "",
    plainText(view.text, LONGEST_TEXT_CHARACTERS),
    guideTurn(view, persona.id, plainSpeech),
    `Reply in one or two short sentences, in ${nameLanguage(view.language)}, in the first person.`,
  ];
  const last = recent.findLast((utterance) => utterance.speakerId !== persona.id);
  const ask = QUESTIONS[(view.utterances.length + attempt) % QUESTIONS.length]!;
  const question = ask(role, topic ? ` about ${topic}` : "");
  const wouldParrot = last?.speakerKind === "persona" && (nudge !== null || attempt > 0);
  const ownNames = callNames({ id: persona.id, name: persona.name, kind: "persona" }, []);
  const heard = last && !wouldParrot ? withoutOwnName(quoteUtterance(last), ownNames) : "";
  const who: ChatMessage = { role: "system", content: system.filter(Boolean).join(" ") };
  const ownLast = recent.findLast((utterance) => utterance.speakerId === persona.id);
  if (ownLast && heard && findRepeatRequests(view).length > 0)
    return [who, { role: "assistant", content: ownLast.text }, { role: "user", content: heard }];
  return [who, { role: "user", content: heard ? `${question}\n${heard}` : question }];
}

function quoteUtterance({ speakerKind, text }: Utterance): string {
  if (speakerKind === "person") return keepEnd(plainSpeech(text), LONGEST_UTTERANCE_CHARACTERS);
  const sentence = (splitSentences(plainSpeech(text))[0] ?? "").trim();
  return sentence.length <= LONGEST_ECHO_CHARACTERS ? sentence : "";
}

/** "Ada, what about you?" makes a small model speak *to* Ada instead of as Ada. */
function withoutOwnName(text: string, ownNames: readonly string[]): string {
  const bare = ownNames.reduce((rest, name) => {
    const called = RegExp.escape(name);
    return rest.replace(new RegExp(`^@?${called}[,!:]?\\s+|,\\s*${called}(?=[.!?]|$)`, "giu"), "");
  }, text);
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}
