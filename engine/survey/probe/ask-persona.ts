/**
 * Asks a persona one question (SPEC C9, S8): as itself, with what it heard in the talk, without its memory. Nothing of it
 * is remembered or said.
 */
import type { ChatRequest } from "../../model/language-model.ts";
import { buildPersonaProbePrompt, type Heard } from "../../prompts/persona-probe-prompt.ts";
import { withoutMacros } from "../../prompts/without-macros.ts";
import type { Message } from "../../../schema/messages/message.ts";
import type { Persona } from "../../../schema/messages/persona.ts";
import type { ProbeQuestion, ProbeValue, ProbeVerdict } from "../../../schema/messages/session-probe.ts";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import { readAnswer } from "../run/read-answer.ts";
import { permuteOptions } from "./permute-options.ts";
import { probeLanguage } from "./probe-words.ts";
import { writeProbeBlock } from "./write-probe-block.ts";

export type PersonaProbe = {
  persona: Persona;
  question: ProbeQuestion;
  language: string;
  heard: readonly Heard[];
  /** How much of it the model reads, in characters. */
  heardCharacters: number;
  /** The same seed shows the options in the same order. */
  seed: number;
};

export type ProbedAnswer = {
  verdict: ProbeVerdict;
  answer: ProbeValue | null;
  /** All that the model wrote. */
  words: string | null;
  /** `provider/model` */
  model: string | null;
  promptHash: string | null;
  costNano: number;
  problem: Message | null;
};

type Reply = { text: string; model: string; costNano: number };
export type AskingPorts = {
  /** With a reason instead of an answer where the model cannot be asked this, or its provider lets nothing through. */
  ask(request: ChatRequest): Promise<Reply | { refused: string } | { failed: string }>;
  /** SHA-256, hexadecimal. */
  hash(text: string): string;
};

const MAX_TOKENS = 128;
const TEMPERATURE = 1;
/** What cannot be read is drawn again as often. */
const REDRAWS = 3;

export async function askPersona(asked: PersonaProbe, ports: AskingPorts): Promise<ProbedAnswer> {
  const { question, heard, seed } = asked;
  const language = probeLanguage(asked.language);
  const random = seededRandom(seed, 0);
  const pattern = permuteOptions(question.options, question.isOrdinal, random);
  const block = writeProbeBlock({ probe: question, pattern, isFirst: true, language });
  const messages = buildPersonaProbePrompt(withoutMacros(asked.persona), heard, block.text, asked.heardCharacters);
  const promptHash = ports.hash(messages.map(({ role, content }) => `${role}: ${content}`).join("\n\n"));
  const made: ProbedAnswer = {
    verdict: "unclear",
    answer: null,
    words: null,
    model: null,
    promptHash,
    costNano: 0,
    problem: null,
  };
  for (let draw = 0; draw <= REDRAWS && made.verdict === "unclear"; draw++) {
    const callSeed = Math.floor(random() * 0x7fff_ffff);
    const reply = await ports.ask({ messages, maxTokens: MAX_TOKENS, temperature: TEMPERATURE, seed: callSeed });
    if ("failed" in reply) return { ...made, verdict: "failed", words: reply.failed };
    if ("refused" in reply) return { ...made, verdict: "refused", words: reply.refused };
    Object.assign(made, { words: reply.text, model: reply.model, costNano: made.costNano + reply.costNano });
    Object.assign(made, readAnswer(reply.text, { probe: question, block, language }));
  }
  return made;
}
