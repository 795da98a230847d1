/** Anthropic's Message Batches, typed by the SDK (@anthropic-ai/sdk 1.11.0, read 2026-11-21). */
import type Anthropic from "@anthropic-ai/sdk";
import { ANTHROPIC_FORMAT, PROMPT_USAGE } from "./anthropic-format.ts";
import type { BatchFormat, BatchServer, ServedBatch, ServedRequest } from "./batch-server.adapter.ts";

type Batch = Anthropic.Messages.MessageBatch;
type Line = Anthropic.Messages.MessageBatchIndividualResponse;
type Create = Anthropic.Messages.BatchCreateParams;

const ERROR_TYPES: Record<number, string> = {
  400: "invalid_request_error",
  401: "authentication_error",
  429: "rate_limit_error",
  529: "overloaded_error",
};

function toBatch(server: BatchServer, { id, status, requests, createdAtMs }: ServedBatch): Batch {
  const hasEnded = status !== "running";
  const count = (wanted: (fate: ReturnType<BatchServer["fateOf"]>) => boolean) =>
    hasEnded ? requests.filter((request) => wanted(server.fateOf(request))).length : 0;
  return {
    id,
    type: "message_batch",
    processing_status: hasEnded ? "ended" : "in_progress",
    created_at: new Date(createdAtMs).toISOString(),
    expires_at: new Date(createdAtMs + 86_400_000).toISOString(),
    ended_at: hasEnded ? new Date(createdAtMs).toISOString() : null,
    archived_at: null,
    cancel_initiated_at: null,
    request_counts: {
      processing: hasEnded ? 0 : requests.length,
      succeeded: count((fate) => fate === "answered" || fate === "missing"),
      errored: count((fate) => typeof fate === "object"),
      expired: count((fate) => fate === "expired"),
      canceled: count((fate) => fate === "cancelled"),
    },
    results_url: hasEnded ? `${server.url}/v1/messages/batches/${id}/results` : null,
  };
}

function toResult(server: BatchServer, { text, body, customId }: ServedRequest): Line["result"] | null {
  const fate = server.fateOf({ customId, text, body });
  if (fate === "missing") return null;
  if (fate === "expired") return { type: "expired" };
  if (fate === "cancelled") return { type: "canceled" };
  if (typeof fate === "object") {
    const error = { type: ERROR_TYPES[fate.status] ?? "api_error", message: fate.message };
    return { type: "errored", error: { type: "error", request_id: "req_1", error } } as Line["result"];
  }
  const message = {
    id: "msg_1",
    type: "message",
    role: "assistant",
    model: String(body["model"]),
    content: [{ type: "text", text, citations: null }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: { ...PROMPT_USAGE, output_tokens: 7, service_tier: "batch", output_tokens_details: { thinking_tokens: 3 } },
  } as unknown as Anthropic.Message;
  return { type: "succeeded", message };
}

const readText = (content: string | Anthropic.ContentBlockParam[]): string =>
  typeof content === "string" ? content : content.map((block) => (block.type === "text" ? block.text : "")).join("");

const toServed = ({ custom_id: customId, params }: Create["requests"][number]): ServedRequest => ({
  customId,
  text: `Re: ${readText(params.messages.at(-1)!.content)}`,
  body: params as unknown as Record<string, unknown>,
});

export const ANTHROPIC_BATCHES: BatchFormat = {
  errorBody: ANTHROPIC_FORMAT.errorBody,
  async reply({ method, path, body }, server, step) {
    const [, id, action] = /\/v1\/messages\/batches(?:\/([^/]+))?(?:\/(\w+))?$/.exec(path) ?? [];
    if (!path.includes("/v1/messages/batches")) return null;
    if (method === "POST" && !id) {
      await step("create");
      const { requests } = JSON.parse(body.toString()) as Create;
      const batch = server.addBatch(null, requests.map(toServed));
      await step("create-done");
      return { json: toBatch(server, batch) };
    }
    if (!id) {
      await step("list");
      const data = server.listed().map((batch) => toBatch(server, batch));
      return { json: { data, has_more: false, first_id: data[0]?.id ?? null, last_id: data.at(-1)?.id ?? null } };
    }
    if (action !== "results") await step(action === "cancel" ? "cancel" : "poll");
    const batch = server.batches.find((one) => one.id === id);
    if (!batch) return null;
    if (action === "cancel") {
      if (batch.status === "running") batch.status = "cancelled";
      return { json: toBatch(server, batch) };
    }
    if (action === "results") {
      const lines = batch.requests.flatMap((request) => {
        const result = toResult(server, request);
        return result ? [`${JSON.stringify({ custom_id: request.customId, result } satisfies Line)}\n`] : [];
      });
      return { lines: server.sendLines(lines) };
    }
    return { json: toBatch(server, server.pollBatch(id)!) };
  },
};
