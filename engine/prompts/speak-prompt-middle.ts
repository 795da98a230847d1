/**
 * The prompt for one turn, for models of about one to eight billion parameters. They follow a talk and a character, but
 * not a page of rules, and they say markup back: so it is a talk in turns, with the others' lines as the user's, its own
 * as the assistant's, two earlier lines of its own as examples, and what to answer named last.
 */
import type { ChatMessage } from "../model/language-model.ts";
import { estimateTokens } from "../model/usage/estimate-usage.ts";
import type { ConversationView, Utterance } from "../mind/conversation.ts";
import { callNames } from "../mind/find-mentions.ts";
import { asksSomething } from "../mind/read-cues.ts";
import { splitSentences } from "../text/split-sentences.ts";
import { stemWords } from "../text/stem-words.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import { conductOf } from "./circle-conduct.ts";
import { ATTITUDE, nameRole } from "./describe-persona.ts";
import { describeChange, describePosition } from "./describe-stance.ts";
import { describeTrait } from "./describe-trait.ts";
import { guideTurn } from "./guide-turn.ts";
import { keepWindow } from "./keep-window.ts";
import { nameLanguage } from "./name-language.ts";
import { orderPrompt } from "./order-prompt.ts";
import { keepEnd, plainSpeech, plainText } from "./quote-speech.ts";
import type { SpeakMatter } from "./speak-prompt.ts";

/** For the persona and the talk. */
const PROMPT_TOKENS = 1500;
const LONGEST_UTTERANCE_CHARACTERS = 400;
const LONGEST_PART_CHARACTERS = 320;
const LONGEST_MEMORY_CHARACTERS = 160;
const LONGEST_TEXT_CHARACTERS = 800;
const MEMORIES = 2;
const TRAITS = 3;
const TASK_TOKENS = 40;
const LENGTH = "Two short sentences.";

export function buildMiddleSpeakPrompt(matter: SpeakMatter): ChatMessage[] {
  const { persona, view, remembered, nudge } = matter;
  const system = describeSpeaker(matter);
  const examples = showVoice(persona);
  const used = [system, ...examples.map(({ content }) => content)].reduce((sum, text) => sum + estimateTokens(text), 0);
  const recent = keepWindow(
    { utterances: [...matter.recent], earlierTurns: earlierOf(view, matter.recent) },
    (utterance) => estimateTokens(quote(utterance)) + (utterance.speakerId === persona.id ? TASK_TOKENS : 0),
    PROMPT_TOKENS - used,
  );
  const { said, heard } = replay(matter, recent);
  const memories = remembered
    .slice(0, MEMORIES)
    .map((memory) => `You remember: ${keepEnd(plainSpeech(memory), LONGEST_MEMORY_CHARACTERS)}`);
  const task = taskOf(matter, heard.last, heard.position);
  return orderPrompt({
    frozen: [system],
    conversation: [...examples, ...said, ...(heard.text ? [{ role: "user" as const, content: heard.text }] : [])],
    turn: [
      ...memories,
      plainText(view.text, LONGEST_TEXT_CHARACTERS),
      guideTurn(view, persona.id, plainSpeech),
      nudge ?? "",
      task,
    ]
      .filter(Boolean)
      .join("\n"),
  });
}

const earlierOf = (view: ConversationView, recent: readonly Utterance[]): number =>
  (view.earlierTurns ?? 0) + view.utterances.length - recent.length;

type Heard = { text: string; last: Utterance | null; position: number };

/**
 * The talk as the persona lived it: what it heard, what it was to answer, what it said. The tasks of earlier turns are
 * those that it had then, so that a prompt only grows and the model need not read it again.
 */
function replay(matter: SpeakMatter, recent: readonly Utterance[]) {
  const { persona, view } = matter;
  const earlierTurns = earlierOf(view, recent);
  const said: Omit<ChatMessage, "cache">[] = [];
  let heard: Heard = { text: "", last: null, position: 0 };
  for (const [index, utterance] of recent.entries()) {
    if (utterance.speakerId !== persona.id) {
      const text = [heard.text, quote(utterance)].filter(Boolean).join("\n");
      heard = { text, last: utterance, position: earlierTurns + index };
      continue;
    }
    const task = taskOf(matter, heard.last, heard.position);
    said.push({ role: "user", content: [heard.text, task].filter(Boolean).join("\n\n") });
    said.push({ role: "assistant", content: lineOf(utterance) });
    heard = { text: "", last: null, position: 0 };
  }
  return { said, heard };
}

/** Constant during a talk, as long as nobody comes or goes, and no stance moves. */
function describeSpeaker({ persona, view, stance }: SpeakMatter): string {
  const { demographics, background, personality } = persona;
  const topic = plainSpeech(view.topic).replace(/[.!?]+$/, "");
  const strongest = persona.traits.toSorted((one, other) => other.intensity - one.intensity).slice(0, TRAITS);
  const others = view.participants.filter(({ id }) => id !== persona.id).map(({ name }) => name);
  const part = (label: string, text: string) => (text.trim() ? `${label}: ${keepWhole(text)}` : "");
  return [
    `You are ${persona.name}${demographics.age === null ? "" : `, ${demographics.age}`}, ${nameRole(persona)}${demographics.location ? ` from ${demographics.location}` : ""}.`,
    keepWhole(persona.description),
    part("Your work", background.professional),
    part("At home", background.personal),
    part("You know about", background.expertise.join(", ")),
    part("You care about", [...personality.values, ...background.interests].join(", ")),
    part("How you talk", personality.communicationStyle),
    part("How you decide", personality.decisionMaking),
    part(
      "Your character",
      strongest.map(({ name, intensity }) => describeTrait({ name, intensity, description: "" })).join("; "),
    ),
    keepWhole(persona.systemPrompt),
    keepWhole(persona.customInstructions),
    `You sit in a circle with ${others.join(", ") || "nobody yet"}${topic ? ` and talk about this: ${topic}` : ""}.`,
    conductOf(view, persona.id),
    stance
      ? `You are ${describePosition(stance)}, as somebody who ${ATTITUDE[persona.attitude]}. ${describeChange(stance)}`
      : `You are somebody who ${ATTITUDE[persona.attitude]}.`,
    `Speak ${nameLanguage(view.language)}, as yourself, in one or two short sentences. Talk of things you have seen and done.`,
  ]
    .filter(Boolean)
    .join("\n");
}

const keepWhole = (text: string): string =>
  cutWhole(splitSentences(text.replace(/\s+/g, " ").trim()), LONGEST_PART_CHARACTERS);

/** Whole sentences up to a length; the first one in any case. */
function cutWhole(sentences: readonly string[], characters: number): string {
  let kept = "";
  for (const sentence of sentences)
    if (kept === "" || kept.length + sentence.length <= characters) kept += sentence;
    else break;
  return kept.slice(0, 2 * characters).trim();
}

/** A life told in the first person, as what the persona said before: its voice, and things that only it has seen. */
function showVoice(persona: Persona): Omit<ChatMessage, "cache">[] {
  const told = splitSentences(persona.backstory.replace(/\s+/g, " ").trim());
  const half = Math.ceil(told.length / 2);
  const parts = [told.slice(0, half), told.slice(half)].map((part) => cutWhole(part, LONGEST_PART_CHARACTERS));
  return parts.flatMap((part, index) => (part ? [say("user", ASKED[index]!), say("assistant", part)] : []));
}

const ASKED = ["Who are you?", "And what did you learn from it?"];

const say = (role: "user" | "assistant", content: string) => ({ role, content });
const lineOf = ({ text }: Utterance): string => keepEnd(plainSpeech(text), LONGEST_UTTERANCE_CHARACTERS);
const quote = (utterance: Utterance): string => `${utterance.speakerName}: ${lineOf(utterance)}`;

/**
 * Different ways to go on, so that turns differ. As questions: a small model says a command back ("I think that Tavi
 * overlooked …"). Each asks for something of its own life, as opinions sound alike, whoever has them.
 */
const MOVES: readonly ((name: string, stance: string, role: string) => string)[] = [
  (name, stance, role) => `${stance} What do you say to ${name}, as ${role}?`,
  (_name, _stance, role) => `What do you doubt in that, as ${role}?`,
  (_name, _stance, role) => `What does that remind you of, from your life as ${role}?`,
  (_name, stance, role) => `${stance} Where have you seen that go well or badly, as ${role}?`,
];
/** A question shares so much of its stems with the topic when it asks for the stance. */
const ASKS_STANCE = 0.6;

/** What to answer, named last. It does not depend on later turns, so that it is the same in every later prompt. */
function taskOf(matter: SpeakMatter, last: Utterance | null, position: number) {
  const { persona, view } = matter;
  const stance = { for: "You are for it.", against: "You are against it.", none: "" }[
    matter.stance?.position ?? "none"
  ];
  const role = nameRole(persona);
  if (!last) return `${stance} What do you say first, as ${role}? ${LENGTH}`;
  const name = last.speakerName.split(" ")[0]!;
  if (last.speakerKind === "persona") return `${MOVES[position % MOVES.length]!(name, stance, role)} ${LENGTH}`;
  const question = splitSentences(last.text).findLast(asksSomething)?.trim();
  if (!question) return `What do you say to ${name}, as ${role}? ${LENGTH}`;
  const taken = asksStance(question, view) ? ` ${stance}` : "";
  return `${name} asks you: “${withoutName(plainSpeech(question), persona)}”${taken} What is your answer, and what have you seen of it as ${role}? ${LENGTH}`;
}

function asksStance(question: string, { topic, language }: ConversationView): boolean {
  const about = new Set(stemWords(topic, language));
  const shared = stemWords(question, language).filter((stem) => about.has(stem));
  return about.size > 0 && new Set(shared).size / about.size >= ASKS_STANCE;
}

/** "Ada, what about you?" makes a small model speak to Ada instead of as Ada. */
function withoutName(text: string, persona: Persona): string {
  const names = callNames({ id: persona.id, name: persona.name, kind: "persona" }, []);
  const bare = names.reduce(
    (rest, name) => rest.replace(new RegExp(`^@?${RegExp.escape(name)}[,!:]?\\s+`, "iu"), ""),
    text,
  );
  return bare.charAt(0).toUpperCase() + bare.slice(1);
}
