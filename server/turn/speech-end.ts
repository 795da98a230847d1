/** What a persona's turn ended with, wherever it was spoken. */
import type { SpeechEvent } from "../../engine/mind/minds.ts";
import type { Message } from "../../schema/messages/message.ts";

export type Spending = { inputTokens: number; outputTokens: number; costNano: number; voice: string };

/** Of people's turns, and of turns whose bill is not known. */
export const NO_SPENDING: Spending = { inputTokens: 0, outputTokens: 0, costNano: 0, voice: "" };

export type SpeechEnd = Spending & {
  status: "finished" | "interrupted" | "failed";
  /** What went wrong; null when all went well. */
  problem: Message | null;
  /** A budget is used up: whoever were asked next would be refused too. */
  overBudget?: boolean;
};

/** As the mind that spoke reports it. */
export function toSpeechEnd(end: Extract<SpeechEvent, { type: "end" }>): SpeechEnd {
  const { status, usage, costNano, voice, problem, overBudget } = end;
  return {
    status,
    inputTokens: usage.input + usage.cached + usage.cacheWrite5m + usage.cacheWrite1h,
    outputTokens: usage.output,
    costNano,
    voice,
    problem,
    ...(overBudget && { overBudget }),
  };
}
