/** The end of a persona's turn, in a circle or a chat. */
import type { SpeechEvent } from "../../engine/mind/minds.ts";
import type { Message } from "../../schema/messages/message.ts";

export type Spending = { inputTokens: number; outputTokens: number; costNano: number; voice: string };

/** For people's turns, and turns whose cost is not known. */
export const NO_SPENDING: Spending = { inputTokens: 0, outputTokens: 0, costNano: 0, voice: "" };

export type SpeechEnd = Spending & {
  status: "finished" | "interrupted" | "failed";
  /** What went wrong; null when all went well. */
  problem: Message | null;
  /** A budget is used up: the next call would be refused, too. */
  overBudget?: boolean;
};

/** Converts the end event that the mind reported. */
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
