/** Collects what a reply is cleaned against: everyone's names, the prompt, and what was said in this talk. */
import type { Skill } from "../../schema/messages/voice.ts";
import type { ChatMessage, ChatRequest } from "../model/language-model.ts";
import { nameRole } from "../prompts/describe-persona.ts";
import type { SpeakMatter } from "../prompts/speak-prompt.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import { findRepeatRequests } from "./find-repeat-requests.ts";
import type { ConversationView, Participant } from "./conversation.ts";
import { callNames } from "./find-mentions.ts";
import { tidySpace } from "./reply/clean-reply.ts";
import { indexInstructions } from "./reply/find-instruction.ts";
import { readRuns } from "./reply/cut-runs.ts";
import { isNamed } from "./reply/match-label.ts";
import type { OwnWordsFrame } from "./reply/keep-own-words.ts";
import {
  countWords,
  foldClauses,
  foldLine,
  foldOpenings,
  foldWhole,
  readClauses,
  type ReadClause,
} from "./reply/read-clauses.ts";

/** In how many turns a sentence must not recur: a tiny model has few, and would soon have nothing to say. */
const KNOWN_TURNS: Record<Skill, number> = { tiny: 10, middle: Infinity, large: Infinity };
/** Shorter sentences are repeated by people, too, and occur in prompts and talk alike. */
const SHORTEST_SAID_WORDS = 4;
const SHORTEST_PROMPT_WORDS = 6;
/** Maximum number of stop strings that providers accept. */
const MAX_STOPS = 4;
/** Even dense languages have two characters per token; beyond that, the token limit may cut the reply. */
const CHARACTERS_PER_TOKEN = 2;

/** @param skill of the model for which the prompt was built */
export function frameReply(
  { persona, view, remembered }: SpeakMatter,
  request: ChatRequest,
  skill: Skill,
): OwnWordsFrame {
  const self: Participant = { id: persona.id, name: persona.name, kind: "persona" };
  const others = view.participants.filter((participant) => participant.id !== persona.id);
  const everyone = [self, ...others];
  const ownNames = nameForms(self, everyone);
  const { promptTexts, talk } = partPrompt(request, skill);
  const requests = findRepeatRequests(view);
  const isAsked = requests.length > 0;
  const said = view.utterances.map(({ text }) => text);
  const recent = said.slice(-KNOWN_TURNS[skill]);
  const own = [persona.backstory, view.text ?? "", ...(isAsked ? [...remembered, ...said] : [])]
    .map(foldWhole)
    .join("|");
  const known = [
    ...promptTexts
      .flatMap((text) => foldClauses(text, SHORTEST_PROMPT_WORDS))
      .filter((clause) => !own.includes(clause)),
    ...(isAsked ? [] : talk).flatMap((text) => foldClauses(text, SHORTEST_PROMPT_WORDS)),
    ...(isAsked ? requests : recent).flatMap((text) => foldClauses(text, SHORTEST_SAID_WORDS)),
  ];
  // In reply to a person, a few words may be repeated as the answer.
  const fewestWords = view.utterances.at(-1)?.speakerKind === "person" ? SHORTEST_SAID_WORDS : 0;
  const matter = [persona, view.topic, view.text, remembered, said];
  const written = promptTexts.map((text) => withoutMatter([text], matter));
  return {
    ownNames,
    ownRoles: [nameRole(persona)],
    otherNames: others.flatMap((other) => nameForms(other, everyone)).filter((name) => !isNamed(name, ownNames)),
    lines: new Set((isAsked ? requests : said).filter((text) => countWords(text) >= fewestWords).map(foldLine)),
    known: new Set(known),
    openings: new Set(isAsked || skill === "tiny" ? [] : recent.flatMap(foldOpenings)),
    // A getter, because hardly any reply repeats its prompt.
    get promptClauses() {
      return new Set(promptTexts.flatMap((text) => foldClauses(text, 1)));
    },
    instructions: indexInstructions(written.flat()),
    runs: [
      ...written.map((clauses) => readRuns(clauses.map(({ text }) => text).join(" "))),
      ...[persona.systemPrompt, persona.customInstructions].map(readRuns),
    ],
    wholeSentencesFrom: request.maxTokens * CHARACTERS_PER_TOKEN,
  };
}

/** Splits a prompt into its own texts and the quoted talk; in all but the shortest prompt the last message gives the turn. */
function partPrompt({ messages }: ChatRequest, skill: Skill): { promptTexts: string[]; talk: string[] } {
  const turn = skill === "tiny" ? [] : messages.slice(-1);
  const isPromptText = (message: ChatMessage) => message.role === "system" || turn.includes(message);
  return {
    promptTexts: messages
      .filter(isPromptText)
      .map(({ content }) => content.replace(/<(remembered)>[^]*?<\/\1>/g, "").replace(/<[^>]*>/g, "")),
    talk: messages
      .filter(
        (message) => !isPromptText(message) || (turn.includes(message) && message.content.includes("<remembered>")),
      )
      .map(({ content }) => (/<(remembered)>[^]*?<\/\1>/.exec(content)?.[0] ?? content).replace(/<[^>]*>/g, "")),
  };
}

/** The clauses that Dramatis itself wrote: not part of anybody's name, life, topic, memory or words. */
function withoutMatter(promptTexts: readonly string[], matter: readonly unknown[]): ReadClause[] {
  const folded = matter.flatMap(listTexts).map(foldWhole).join("|");
  return promptTexts.flatMap(readClauses).filter((clause) => !folded.includes(clause.folded));
}

const listTexts = (value: unknown): string[] =>
  typeof value === "string"
    ? [value]
    : value && typeof value === "object"
      ? Object.values(value).flatMap(listTexts)
      : [];

/** A name as written (in both Unicode forms, and as cleaning leaves it) and as used in address. */
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
  return [...new Set(names)].slice(0, MAX_STOPS).map((name) => `\n${name}:`);
}
