/** The request that asks a respondent one question (SPEC S5), for chat models and for models that continue a text. */
import type { ChatMessage, ModelRequest } from "../../model/language-model.ts";
import type { RunSettings } from "../../../schema/messages/run.ts";
import type { ProbeKind } from "../../../schema/rules/survey/survey-question.ts";

/** A question as it was asked, and the answer as it stays in the prompt. The same messages stand in each later request. */
export type Exchange = readonly [question: ChatMessage, answer: ChatMessage];

export type AskedQuestion = {
  /** What comes before all questions: `introduce`. */
  introduction: ChatMessage;
  /** Earlier ones of the same respondent; none where questions are independent. */
  exchanges: readonly Exchange[];
  block: string;
  kind: ProbeKind;
  seed: number;
};

const MAX_TOKENS = 128;
/** How many of the most likely next tokens: enough for every letter, and one for what is none. */
const TOP_LOG_PROBABILITIES = 20;
const INSTRUCTIONS =
  "You answer a survey as the person described below, the way this person would: with their views, not your own, and without explaining. Answer in exactly the form that each question asks for.";

/** Once for all questions of a respondent, as it is long. @param description what is said of the respondent: `describeRespondent` */
export const introduce = (description: string, form: RunSettings["form"]): ChatMessage => ({
  role: "system",
  content: form === "chat" ? `${INSTRUCTIONS}\n\n${description}` : description,
  cache: "5m",
});

export function writeRunRequest(
  { introduction, exchanges, block, kind, seed }: AskedQuestion,
  { form, temperature, readOut }: Pick<RunSettings, "form" | "temperature" | "readOut">,
): ModelRequest {
  if (form === "chat") {
    const messages: ChatMessage[] = [introduction, ...exchanges.flat(), { role: "user", content: block }];
    return { messages, maxTokens: MAX_TOKENS, temperature, seed };
  }
  const text = [introduction.content, ...exchanges.map((earlier) => toText(earlier, form)), `\n\n${block}`].join("");
  // A letter comes next, so that its probability is that of one token.
  if (readsProbabilities(readOut, kind))
    return { prompt: `${text} (`, maxTokens: 1, temperature, seed, topLogProbabilities: TOP_LOG_PROBABILITIES };
  return { prompt: text, maxTokens: MAX_TOKENS, temperature, seed, stop: ["\n", "Question:"] };
}

/** An exchange as it stands in a prompt that is one text, or in the hash of one. */
export const toText = ([question, answer]: Exchange, form: RunSettings["form"]): string =>
  form === "chat"
    ? `\n\nuser: ${question.content}\n\nassistant: ${answer.content}`
    : `\n\n${question.content} ${answer.content}`;

const OF_ONE_LETTER: readonly ProbeKind[] = ["single", "scale", "matrix", "yes-no"];

/** Answers of several letters, numbers and texts are sampled in any case. */
export const readsProbabilities = (readOut: RunSettings["readOut"], kind: ProbeKind): boolean =>
  readOut === "log-probabilities" && OF_ONE_LETTER.includes(kind);
