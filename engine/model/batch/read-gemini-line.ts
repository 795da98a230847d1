/** A line of Gemini's answer file (ai.google.dev/gemini-api/docs/batch-api, read 2026-11-21). */
import type { GenerateContentResponse } from "@google/genai";
import { z } from "zod";
import { readReason } from "../providers/gemini.adapter.ts";
import { normaliseGeminiUsage } from "../usage/normalise-usage.ts";
import type { BatchOutcome, BatchResult } from "./batch-provider.ts";
import { failedRequest } from "./failed-request.ts";
import { readJsonLine } from "./read-json-line.ts";

const Status = z.object({ code: z.number().default(13), message: z.string().default("") });

const Part = z.object({ text: z.string().optional(), thought: z.boolean().optional() });
const Content = z.object({ parts: z.array(Part).optional() });
const Answer = z.object({
  candidates: z.array(z.object({ content: Content.optional(), finishReason: z.string().optional() })).optional(),
  promptFeedback: z.object({ blockReason: z.string().optional() }).optional(),
  usageMetadata: z.unknown(),
});

const Line = z.object({
  key: z.string(),
  response: Answer.optional(),
  error: Status.optional(),
  status: Status.optional(),
});

/** Google's status codes (google.rpc.Code) as HTTP's; all others are server errors. */
const HTTP_STATUS: Record<number, number> = { 1: 499, 3: 400, 5: 404, 7: 403, 8: 429, 9: 400, 11: 400, 16: 401 };

/** Null for a line that cannot be read. */
export function readGeminiLine(line: string | null): BatchResult | null {
  const read = readJsonLine(line, Line);
  if (!read) return null;
  const failure = read.error ?? read.status;
  const outcome = failure
    ? failedRequest(HTTP_STATUS[failure.code] ?? 500, failure.message, false)
    : readAnswer(read.response);
  return outcome && { customId: read.key, outcome };
}

function readAnswer(answer: z.infer<typeof Answer> | undefined): BatchOutcome | null {
  const reason = answer && readReason(answer as Pick<GenerateContentResponse, "candidates" | "promptFeedback">);
  if (!reason) return null;
  const parts = answer.candidates?.[0]?.content?.parts ?? [];
  return {
    type: "answered",
    text: parts.map((part) => (part.thought ? "" : (part.text ?? ""))).join(""),
    reason,
    usage: normaliseGeminiUsage(answer.usageMetadata),
  };
}
