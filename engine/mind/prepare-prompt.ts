/** The request of one turn, and what its reply is cleaned against, by the skill of the model that is asked. */
import type { ChatRequest, Route } from "../model/language-model.ts";
import { buildMiddleSpeakPrompt } from "../prompts/speak-prompt-middle.ts";
import { buildSmallSpeakPrompt } from "../prompts/speak-prompt-small.ts";
import { buildSpeakPrompt, type SpeakMatter } from "../prompts/speak-prompt.ts";
import type { Skill } from "../../schema/messages/voice.ts";
import { findRepeatRequests } from "./find-repeat-requests.ts";
import { frameReply, stopStrings } from "./frame-reply.ts";
import { listLifeWords } from "./life-words.ts";
import { shapeTemperature } from "./shape-temperature.ts";
import type { SpeakPrompt } from "./speak-turn.ts";
import { listUsedOpenings } from "./used-openings.ts";

/** Prompt budget for the persona and the talk so far. */
export const PROMPT_TOKENS = 6000;
/** Smaller models lose focus: they get fewer tokens and a narrower temperature range. */
const MAX_TOKENS: Record<Skill, number> = { tiny: 72, middle: 56, large: Infinity };
/** Below its range a model loops, above it it loses the thread: 0.1–1.5 is mapped to it, so that traits still have an effect. */
const TEMPERATURES: Record<Skill, readonly [least: number, most: number]> = {
  tiny: [0.5, 0.8],
  middle: [0.5, 0.9],
  large: [0.1, 1.5],
};
const temperFor = (skill: Skill, temperature: number): number => {
  const [least, most] = TEMPERATURES[skill];
  return least + ((most - least) * (temperature - 0.1)) / 1.4;
};
/** After an empty reply, the retry uses a higher temperature. */
const RETRY_TEMPERATURE = 0.3;
const SAY_SOMETHING_NEW = "Say something that nobody has said in this talk.";

/** Prompt and limits by the model's skill; each is built on first use. */
export function preparePrompt(
  matter: SpeakMatter,
  attempt: number,
  skillOf: (route: Route) => Skill,
): (route: Route) => SpeakPrompt {
  const prompts = new Map<Skill, SpeakPrompt>();
  return (route) => {
    const skill = skillOf(route);
    const known = prompts.get(skill);
    if (known) return known;
    const request = buildRequest(matter, skill, attempt);
    const prompt = { request, frameReply: () => frameReply(matter, request, skill) };
    prompts.set(skill, prompt);
    return prompt;
  };
}

function buildRequest(matter: SpeakMatter, skill: Skill, attempt: number): ChatRequest {
  const { persona, view } = matter;
  const again = { ...matter, nudge: matter.nudge ?? (attempt > 0 ? SAY_SOMETHING_NEW : null) };
  const messages = {
    tiny: () => buildSmallSpeakPrompt(matter, attempt),
    middle: () => buildMiddleSpeakPrompt(again),
    large: () => buildSpeakPrompt(again),
  }[skill]();
  const temperature = shapeTemperature(persona);
  return {
    messages,
    maxTokens: Math.min(persona.voice.maxTokens, MAX_TOKENS[skill]),
    temperature: temperFor(skill, temperature) + attempt * RETRY_TEMPERATURE,
    stop: stopStrings(view, persona),
    ...(findRepeatRequests(view).length === 0 && { usedOpenings: listUsedOpenings(view, persona.id) }),
    favouredWords: listLifeWords(persona, view),
  };
}
