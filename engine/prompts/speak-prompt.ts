/** The prompt for one turn, for models that follow longer instructions. */
import type { ChatMessage } from "../model/language-model.ts";
import { estimateTokens } from "../model/usage/estimate-usage.ts";
import type { ConversationView, Utterance } from "../mind/conversation.ts";
import type { Stance } from "../mind/stance/take-stance.ts";
import type { Persona } from "../../schema/messages/persona.ts";
import { conductOf } from "./circle-conduct.ts";
import { describeSpeaker } from "./describe-persona.ts";
import { describeChange, describePosition } from "./describe-stance.ts";
import { guideTurn } from "./guide-turn.ts";
import { keepWindow } from "./keep-window.ts";
import { nameLanguage } from "./name-language.ts";
import { orderPrompt } from "./order-prompt.ts";
import { keepEnd, quoteMemories, quoteSpeech } from "./quote-speech.ts";
import { WORLD_RULES } from "./world-rules.ts";

export type SpeakMatter = {
  persona: Persona;
  view: ConversationView;
  /** The last turns, oldest first. */
  recent: readonly Utterance[];
  /** What the persona remembers, most useful first, preferences included. */
  remembered: readonly string[];
  /** Where the persona stands on the topic now; null without a topic. */
  stance: Stance | null;
  /** A remark only for this turn, or null. */
  nudge: string | null;
};

const LONGEST_UTTERANCE_CHARACTERS = 2000;

/** The turns that fit into a prompt of this many tokens besides the persona and its memories. */
export const turnsInView = (persona: Persona, view: ConversationView, budgetTokens: number): Utterance[] =>
  keepWindow(
    view,
    (utterance) => estimateTokens(toMessage(persona, utterance).content),
    budgetTokens - estimateTokens(WORLD_RULES) - estimateTokens(describeSpeaker(persona)),
  );

export function buildSpeakPrompt({ persona, view, recent, remembered, stance, nudge }: SpeakMatter): ChatMessage[] {
  const { name } = persona;
  const others = view.participants
    .filter((participant) => participant.id !== persona.id)
    .map((participant) => participant.name);
  const turn = [
    remembered.length > 0 ? quoteMemories(remembered) : "",
    `Topic: ${quoteSpeech("the circle", view.topic || "whatever comes up")}`,
    view.text ? `The text that the circle improves: ${quoteSpeech("the text", view.text)}` : "",
    others.length > 0 ? `Present besides ${name}: ${others.join(", ")}.` : "",
    conductOf(view, persona.id),
    guideTurn(view, persona.id, (text) => quoteSpeech("what is shown", text)),
    nudge ?? "",
    `Speak ${nameLanguage(view.language)}. It is ${name}'s turn: answer with ${name}'s words only.`,
  ];
  return orderPrompt({
    frozen: [WORLD_RULES, describeSpeaker(persona)],
    // Before what was said, since it changes only when the stance moves.
    conversation: [
      ...(stance ? [stateStance(stance)] : []),
      ...recent.map((utterance) => toMessage(persona, utterance)),
    ],
    turn: turn.filter(Boolean).join("\n"),
  });
}

const stateStance = (stance: Stance) => ({
  role: "user" as const,
  content: `On the topic you are ${describePosition(stance)}. ${describeChange(stance)}`,
});

function toMessage(persona: Persona, { speakerId, speakerName, status, ...utterance }: Utterance) {
  const text = keepEnd(utterance.text, LONGEST_UTTERANCE_CHARACTERS);
  if (speakerId === persona.id) return { role: "assistant" as const, content: text };
  return { role: "user" as const, content: quoteSpeech(speakerName, status === "interrupted" ? `${text} –` : text) };
}
