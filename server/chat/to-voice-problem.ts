import type { SpeechEvent } from "../../engine/mind/minds.ts";
import type { ModelError } from "../../engine/model/language-model.ts";
import { inEnglish, type Message } from "../../schema/messages/message.ts";
import { Problem } from "../http/problem.ts";

type Refusal = Pick<Extract<SpeechEvent, { type: "end" }>, "overBudget" | "retryAfterMs">;

/** 402 over budget, 429 with the time to wait when calls came too often, else 502. */
export function toVoiceProblem({ overBudget, retryAfterMs }: Refusal, said: Message): Problem {
  if (retryAfterMs === undefined) return new Problem(overBudget ? 402 : 502, inEnglish(said), said);
  const headers = { "Retry-After": String(Math.ceil(retryAfterMs / 1000)) };
  return new Problem(429, inEnglish(said), { ...said, headers });
}

/** Of a call that failed for good. */
export const toModelProblem = ({ code, reason, retryAfterMs }: ModelError): Problem =>
  toVoiceProblem(
    { ...(code === "budget" && { overBudget: true }), ...(retryAfterMs !== null && { retryAfterMs }) },
    reason,
  );
