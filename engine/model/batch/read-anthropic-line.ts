/** A line of Anthropic's results (platform.claude.com/docs/en/build-with-claude/batch-processing, read 2026-11-21). */
import { z } from "zod";
import { refusedParameter, type OptionalParameter } from "../providers/negotiate-parameters.ts";
import { normaliseAnthropicUsage } from "../usage/normalise-usage.ts";
import type { BatchOutcome, BatchResult } from "./batch-provider.ts";
import { failedRequest } from "./failed-request.ts";
import { readJsonLine } from "./read-json-line.ts";
import { toFinishReason } from "../providers/anthropic.adapter.ts";

const Answered = z.object({
  type: z.literal("succeeded"),
  message: z.object({
    content: z.array(z.object({ type: z.string(), text: z.string().optional() })),
    stop_reason: z.string().nullish(),
    usage: z.unknown(),
  }),
});

const Errored = z.object({
  type: z.literal("errored"),
  error: z.object({ error: z.object({ type: z.string(), message: z.string().default("") }) }),
});

const Line = z.object({
  custom_id: z.string(),
  result: z.discriminatedUnion("type", [
    Answered,
    Errored,
    z.object({ type: z.literal("canceled") }),
    z.object({ type: z.literal("expired") }),
  ]),
});

/** Null for a line that cannot be read. @param refused collects parameters that the model does not accept */
export function readAnthropicLine(line: string | null, refused: Set<OptionalParameter>): BatchResult | null {
  const read = readJsonLine(line, Line);
  return read && { customId: read.custom_id, outcome: readOutcome(read.result, refused) };
}

function readOutcome(result: z.infer<typeof Line>["result"], refused: Set<OptionalParameter>): BatchOutcome {
  if (result.type === "canceled") return { type: "cancelled" };
  if (result.type === "expired") return { type: "expired" };
  if (result.type === "errored") {
    const { type, message } = result.error.error;
    const status = STATUS_OF[type] ?? 500;
    const parameter = refusedParameter({ status, message });
    if (parameter) refused.add(parameter);
    return failedRequest(status, message, parameter !== null);
  }
  const { content, stop_reason: reason, usage } = result.message;
  const end = toFinishReason(reason ?? "end_turn");
  return {
    type: "answered",
    text: content.map((block) => (block.type === "text" ? (block.text ?? "") : "")).join(""),
    reason: end === "tool" ? "stop" : end,
    usage: normaliseAnthropicUsage(usage),
  };
}

/** The HTTP status that each type of error has elsewhere in its API. */
const STATUS_OF: Record<string, number> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  rate_limit_error: 429,
  api_error: 500,
  timeout_error: 504,
  overloaded_error: 529,
};
