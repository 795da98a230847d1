/** A line of the output or error file of OpenAI and Groq (developers.openai.com/api/docs/guides/batch, read 2026-11-21). */
import { z } from "zod";
import { refusedParameter, type OptionalParameter } from "../providers/negotiate-parameters.ts";
import { normaliseOpenAiUsage } from "../usage/normalise-usage.ts";
import type { BatchOutcome, BatchResult } from "./batch-provider.ts";
import { failedRequest } from "./failed-request.ts";
import { readJsonLine } from "./read-json-line.ts";

const Failure = z.object({
  code: z.string().nullish(),
  message: z.string().nullish(),
  param: z.string().nullish(),
});

const Answer = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullish() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z.unknown(),
});

const Line = z.object({
  custom_id: z.string(),
  response: z.object({ status_code: z.number(), body: z.unknown() }).nullish(),
  error: Failure.nullish(),
});

/** Null for a line that cannot be read. @param refused collects parameters that the model does not accept */
export function readOpenAiLine(line: string | null, refused: Set<OptionalParameter>): BatchResult | null {
  const read = readJsonLine(line, Line);
  const outcome = read && readOutcome(read, refused);
  return outcome && { customId: read.custom_id, outcome };
}

function readOutcome({ response, error }: z.infer<typeof Line>, refused: Set<OptionalParameter>): BatchOutcome | null {
  if (error?.code === "batch_expired") return { type: "expired" };
  if (error?.code === "batch_cancelled") return { type: "cancelled" };
  if (response && response.status_code < 300) return readAnswer(response.body);
  const status = response?.status_code ?? 500;
  const detail = error ?? readFailure(response?.body);
  const message = detail?.message ?? "";
  const parameter = refusedParameter({ status, ...detail, message });
  if (parameter) refused.add(parameter);
  return failedRequest(status, message, parameter !== null);
}

const readFailure = (body: unknown): z.infer<typeof Failure> | undefined =>
  Failure.safeParse((body as { error?: unknown } | null | undefined)?.error).data;

function readAnswer(body: unknown): BatchOutcome | null {
  const { data } = Answer.safeParse(body);
  if (!data) return null;
  const { message, finish_reason: reason } = data.choices[0]!;
  return {
    type: "answered",
    text: message.content ?? "",
    reason: reason === "length" ? "length" : reason === "content_filter" ? "filtered" : "stop",
    usage: normaliseOpenAiUsage(data.usage),
  };
}
