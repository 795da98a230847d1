/** Gemini's files and batches over REST (ai.google.dev/api/batch-api and @google/genai 3.1.0, read 2026-11-21). */
import type { GenerateContentResponse } from "@google/genai";
import type { BatchFormat, BatchServer, ServedBatch, ServedRequest } from "./batch-server.adapter.ts";
import { GEMINI_FORMAT, GEMINI_USAGE } from "./gemini-format.ts";

type Answer = Pick<GenerateContentResponse, "modelVersion" | "responseId" | "usageMetadata"> & {
  candidates: {
    index: number;
    finishReason: string;
    content: { role: string; parts: { text: string; thought?: true }[] };
  }[];
};
type Line = { key: string; response?: Answer; error?: { code: number; message: string } };
type RequestLine = { key: string; request: { contents: { parts: { text: string }[] }[] } };

const STATES = {
  running: "RUNNING",
  completed: "SUCCEEDED",
  expired: "EXPIRED",
  cancelled: "CANCELLED",
  failed: "FAILED",
};

/** A batch is a long-running operation there. */
function toOperation({ id, mark, status, createdAtMs }: ServedBatch) {
  return {
    name: `batches/${id}`,
    done: status !== "running",
    metadata: {
      "@type": "type.googleapis.com/google.ai.generativelanguage.v1main.GenerateContentBatch",
      name: `batches/${id}`,
      displayName: mark,
      model: "models/test-model",
      state: `BATCH_STATE_${STATES[status]}`,
      createTime: new Date(createdAtMs).toISOString(),
      // Expired and cancelled batches have no answers.
      ...(status === "completed" && { output: { responsesFile: `files/batch-${id}` } }),
    },
  };
}

function toLine(server: BatchServer, request: ServedRequest): string | null {
  const fate = server.fateOf(request);
  if (typeof fate === "string" && fate !== "answered") return null;
  const line: Line = { key: request.customId };
  if (typeof fate === "object")
    line.error = { code: fate.status === 429 ? 8 : fate.status < 500 ? 3 : 13, message: fate.message };
  else
    line.response = {
      modelVersion: "test-model",
      responseId: "answer-1",
      candidates: [
        {
          index: 0,
          finishReason: "STOP",
          content: { role: "model", parts: [{ text: "Hm.", thought: true }, { text: request.text }] },
        },
      ],
      usageMetadata: GEMINI_USAGE,
    };
  return `${JSON.stringify(line)}\n`;
}

function readRequests(content: string): ServedRequest[] {
  return content
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RequestLine)
    .map(({ key, request }) => ({
      customId: key,
      text: `Re: ${request.contents.at(-1)!.parts[0]!.text}`,
      body: request,
    }));
}

export const GEMINI_BATCHES: BatchFormat = {
  errorBody: GEMINI_FORMAT.errorBody,
  async reply({ method, path, headers, body }, server, step) {
    const [, session] = /\/upload-session\/(.+)$/.exec(path) ?? [];
    if (session) {
      const { content } = server.files.get(session) ?? { content: "" };
      server.files.set(session, { name: session, content: content + body.toString() });
      const isLast = String(headers["x-goog-upload-command"]).includes("finalize");
      if (isLast) await step("upload-done");
      const status = isLast ? "final" : "active";
      return {
        headers: { "x-goog-upload-status": status } as Record<string, string>,
        json: { file: { name: session } },
      };
    }
    if (path.endsWith("/upload/v1beta/files")) {
      const { file } = JSON.parse(body.toString()) as { file: { name: string } };
      const url = `${server.url}/upload-session/${file.name}`;
      return { headers: { "x-goog-upload-url": url } as Record<string, string>, json: {} };
    }
    if (path.endsWith(":batchGenerateContent")) {
      await step("create");
      const { batch } = JSON.parse(body.toString()) as {
        batch: { displayName: string; inputConfig: { fileName: string } };
      };
      const file = server.files.get(batch.inputConfig.fileName);
      if (!file) return { status: 400, json: GEMINI_FORMAT.errorBody(400) };
      const served = server.addBatch(batch.displayName, readRequests(file.content));
      await step("create-done");
      return { json: toOperation(served) };
    }
    const [, kind, id, action] = /\/v1beta\/(files|batches)(?:\/([^/:]+))?(?::(\w+))?$/.exec(path) ?? [];
    if (kind === "files" && !id) return { json: { files: [...server.files.keys()].map((name) => ({ name })) } };
    if (kind === "files" && method === "DELETE") {
      server.files.delete(`files/${id}`);
      return { json: {} };
    }
    if (kind === "files" && action === "download") {
      const { requests } = server.batches.find((batch) => `batch-${batch.id}` === id)!;
      return {
        lines: server.sendLines(requests.map((request) => toLine(server, request)).filter((line) => line !== null)),
      };
    }
    if (kind !== "batches") return null;
    if (!id) {
      await step("list");
      return { json: { operations: server.listed().map(toOperation) } };
    }
    if (action === "cancel") {
      await step("cancel");
      const batch = server.batches.find((one) => one.id === id);
      if (batch?.status === "running") batch.status = "cancelled";
      return { json: {} };
    }
    await step("poll");
    const batch = server.pollBatch(id);
    return batch && { json: toOperation(batch) };
  },
};
