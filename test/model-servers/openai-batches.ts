/** OpenAI's files and batches, which Groq adopted, typed by the SDK (openai 7.55.0, read 2026-11-21). */
import type OpenAI from "openai";
import type { BatchFormat, BatchServer, Exchange, ServedBatch, ServedRequest } from "./batch-server.adapter.ts";
import { OPENAI_FORMAT, OPENAI_USAGE } from "./openai-format.ts";

/** A line of the result files (developers.openai.com/api/docs/guides/batch); the SDK has no type for it. */
type Line = {
  id: string;
  custom_id: string;
  response: { status_code: number; request_id: string; body: OpenAI.ChatCompletion | object } | null;
  error: { code: string; message: string } | null;
};
type RequestLine = { custom_id: string; body: OpenAI.ChatCompletionCreateParamsNonStreaming };

const seconds = (ms: number) => Math.floor(ms / 1000);

function toBatch({ failure }: BatchServer, { id, mark, status, requests, createdAtMs }: ServedBatch): OpenAI.Batch {
  const hasEnded = status !== "running" && status !== "failed";
  return {
    id,
    object: "batch",
    endpoint: "/v1/chat/completions",
    input_file_id: "file-in",
    completion_window: "24h",
    created_at: seconds(createdAtMs),
    status: status === "running" ? "in_progress" : status,
    metadata: mark === null ? null : { mark },
    request_counts: { total: requests.length, completed: 0, failed: 0 },
    ...(hasEnded && { output_file_id: `out-${id}`, error_file_id: `err-${id}` }),
    ...(status === "failed" && { errors: { object: "list", data: [{ ...failure, param: null }] } }),
  };
}

function toAnswer({ text, body }: ServedRequest): OpenAI.ChatCompletion {
  const message = { role: "assistant" as const, content: text, refusal: null };
  return {
    id: "chatcmpl-1",
    object: "chat.completion",
    created: 1,
    model: String(body["model"]),
    choices: [{ index: 0, message, finish_reason: "stop", logprobs: null }],
    usage: OPENAI_USAGE,
  };
}

/** Null when it is not in this one of the two files. */
function toLine(server: BatchServer, request: ServedRequest, file: "out" | "err"): string | null {
  const fate = server.fateOf(request);
  if (fate === "missing" || (file === "out") !== (fate === "answered")) return null;
  const line: Line = { id: "batch_req_1", custom_id: request.customId, response: null, error: null };
  if (fate === "answered") line.response = { status_code: 200, request_id: "req_1", body: toAnswer(request) };
  else if (fate === "expired") line.error = { code: "batch_expired", message: "It was not done in time." };
  else if (fate === "cancelled") line.error = { code: "batch_cancelled", message: "It was cancelled." };
  else
    line.response = {
      status_code: fate.status,
      request_id: "req_1",
      body: { error: { message: fate.message, type: "error", code: null, param: fate.param ?? null } },
    };
  return `${JSON.stringify(line)}\n`;
}

async function readUpload({ headers, body }: Exchange): Promise<{ name: string; content: string }> {
  const form = await new Response(new Uint8Array(body), {
    headers: { "content-type": headers["content-type"]! },
  }).formData();
  const file = form.get("file") as File;
  return { name: file.name, content: await file.text() };
}

function readRequests(content: string): ServedRequest[] {
  return content
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RequestLine)
    .map(({ custom_id: customId, body }) => ({
      customId,
      text: `Re: ${String(body.messages.at(-1)?.content)}`,
      body: body as unknown as Record<string, unknown>,
    }));
}

export const OPENAI_BATCHES: BatchFormat = {
  errorBody: OPENAI_FORMAT.errorBody,
  async reply(exchange, server, step) {
    const { method, path } = exchange;
    const [, kind, id, action] = /\/v1\/(files|batches)(?:\/([^/]+))?(?:\/(\w+))?$/.exec(path) ?? [];
    if (kind === "files" && method === "POST") {
      const fileId = `file-${server.files.size + 1}`;
      server.files.set(fileId, await readUpload(exchange));
      await step("upload-done");
      return { json: { id: fileId, object: "file", filename: server.files.get(fileId)!.name, purpose: "batch" } };
    }
    if (kind === "files" && method === "DELETE")
      return { json: { id, object: "file", deleted: server.files.delete(id!) } };
    if (kind === "files" && !id) {
      const data = [...server.files].map(([fileId, { name }]) => ({ id: fileId, object: "file", filename: name }));
      return { json: { object: "list", data, has_more: false } };
    }
    if (kind === "files") {
      const [, file, batchId] = /^(out|err)-(.+)$/.exec(id!)!;
      const { requests } = server.batches.find((batch) => batch.id === batchId)!;
      const lines = requests
        .map((request) => toLine(server, request, file as "out" | "err"))
        .filter((line) => line !== null);
      return { lines: file === "out" ? server.sendLines(lines) : lines };
    }
    if (kind === "batches" && method === "POST" && !id) {
      await step("create");
      const create = JSON.parse(exchange.body.toString()) as OpenAI.BatchCreateParams;
      const file = server.files.get(create.input_file_id);
      if (!file) return { status: 400, json: OPENAI_FORMAT.errorBody(400) };
      const batch = server.addBatch(create.metadata?.["mark"] ?? null, readRequests(file.content));
      await step("create-done");
      return { json: toBatch(server, batch) };
    }
    if (kind === "batches" && !id) {
      await step("list");
      return {
        json: { object: "list", data: server.listed().map((batch) => toBatch(server, batch)), has_more: false },
      };
    }
    if (kind !== "batches") return null;
    if (action === "cancel") {
      await step("cancel");
      const batch = server.batches.find((one) => one.id === id);
      if (batch?.status === "running") batch.status = "cancelled";
      return batch ? { json: toBatch(server, batch) } : null;
    }
    await step("poll");
    const batch = server.pollBatch(id!);
    return batch && { json: toBatch(server, batch) };
  },
};
