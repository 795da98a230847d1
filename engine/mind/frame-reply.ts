/** What a reply is cleaned against: names of everyone, the prompt, and what was said lately. */
import type { ChatMessage } from "../model/language-model.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import type { ConversationView, Participant } from "./conversation.ts";
import { callNames } from "./find-mentions.ts";
import { tidySpace } from "./reply/clean-reply.ts";
import { normaliseSentences, type OwnWordsFrame } from "./reply/keep-own-words.ts";

const KNOWN_TURNS = 10;
/** The most that stop strings providers take. */
const MOST_STOPS = 4;
/** Even dense languages have two characters to a token; from there on the limit may strike. */
const CHARACTERS_PER_TOKEN = 2;

export function frameReply(
  view: ConversationView,
  persona: Persona,
  messages: readonly ChatMessage[],
  maxTokens: number,
): OwnWordsFrame {
  const self: Participant = { id: persona.id, name: persona.name, kind: "persona" };
  const others = view.participants.filter((participant) => participant.id !== persona.id);
  const everyone = [self, ...others];
  const own = new Set(nameForms(self, everyone).map((name) => name.toLowerCase()));
  const prompt = messages.map(withoutTags);
  const instructions = messages.filter(({ role }) => role === "system").map(withoutTags);
  const said = view.utterances.slice(-KNOWN_TURNS).map((turn) => turn.text);
  return {
    ownNames: nameForms(self, everyone),
    otherNames: others.flatMap((other) => nameForms(other, everyone)).filter((name) => !own.has(name.toLowerCase())),
    known: new Set([...prompt, ...said].flatMap((text) => normaliseSentences(text))),
    instructions: new Set(instructions.flatMap((text) => normaliseSentences(text, 1))),
    wholeSentencesFrom: maxTokens * CHARACTERS_PER_TOKEN,
  };
}

const withoutTags = ({ content }: ChatMessage): string => content.replace(/<[^>]*>/g, "");

/** As written, in both forms of Unicode and as cleaning leaves it, and as called. */
const nameForms = (participant: Participant, everyone: readonly Participant[]): string[] => {
  const { name } = participant;
  const written = [name.normalize("NFC"), name.normalize("NFD"), tidySpace(name.replaceAll("*", "")).trim()];
  return [...new Set([...written, ...callNames(participant, everyone)])].filter(Boolean);
};

/** Where a model begins the next speaker's line: those who spoke last first, since those it will write for. */
export function stopStrings(view: ConversationView, persona: Persona): string[] {
  const recent = view.utterances.toReversed().map((turn) => turn.speakerName);
  const names = [...recent, ...view.participants.map((participant) => participant.name)].filter(
    (name) => name !== persona.name,
  );
  return [...new Set(names)].slice(0, MOST_STOPS).map((name) => `\n${name}:`);
}
