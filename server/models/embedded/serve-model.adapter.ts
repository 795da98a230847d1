/** Serves the embedded models, a voice, a base model and an embedding model, in the OpenAI wire format over HTTP, on a private socket. */
import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { z } from "zod";
import { BadRequest, type EmbeddedModel } from "./embedded-model.adapter.ts";
import type { Embedder } from "./embedding-context.adapter.ts";
import {
  CHAT_FORMAT,
  ChatBody,
  COMPLETION_FORMAT,
  CompletionBody,
  EmbeddingBody,
  toEmbeddings,
  toUsage,
  type AnswerFormat,
  type Ending,
  type Piece,
} from "./wire-format.ts";

const LARGEST_BODY_BYTES = 1_000_000;

type Generate = (signal: AbortSignal, show: (piece: Piece) => void) => Promise<Ending>;

type LoadedWriter = { name: string; model: EmbeddedModel };

/** What is loaded so far, each under the name that `/v1/models` lists. */
export type LoadedModels = {
  voice: LoadedWriter | null;
  base: LoadedWriter | null;
  embedding: { name: string; model: Embedder } | null;
};

/** @param loaded read at each request */
export function serveModels(loaded: LoadedModels): Server {
  return createServer((request, response) => {
    answer(request, response).catch((error: unknown) => fail(response, error));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const operation = `${request.method} ${request.url}`;
    if (operation === "GET /v1/models") {
      const names = Object.values(loaded).flatMap((each) => each?.name ?? []);
      const data = names.map((id) => ({ id, object: "model", owned_by: "embedded" }));
      return sendJson(response, 200, { object: "list", data });
    }
    if (operation === "POST /v1/chat/completions") {
      const { name, model } = requireLoaded(loaded.voice);
      const body = await readBody(request, ChatBody);
      return respond(response, name, body.stream, CHAT_FORMAT, (signal, show) => model.chat(body, signal, show));
    }
    if (operation === "POST /v1/completions") {
      const body = await readBody(request, CompletionBody);
      const { base } = loaded;
      const { name, model } = requireLoaded(base?.name === body.model ? base : loaded.voice);
      const generate: Generate = (signal, show) => model.complete(body, signal, show);
      return respond(response, name, body.stream, COMPLETION_FORMAT, generate);
    }
    if (operation === "POST /v1/embeddings") {
      const { name, model } = requireLoaded(loaded.embedding);
      const { input } = await readBody(request, EmbeddingBody);
      const { vectors, tokens } = await model.embed(input, signalOf(response));
      return sendJson(response, 200, toEmbeddings(vectors, tokens, name));
    }
    sendJson(response, 404, { error: { type: "not_found_error", message: `There is no ${operation}.` } });
  }
}

function requireLoaded<Model>(loaded: Model | null): Model {
  if (loaded) return loaded;
  throw new BadRequest("No such model is loaded.");
}

/** Aborts when the caller has gone. */
function signalOf(response: ServerResponse): AbortSignal {
  const gone = new AbortController();
  response.on("close", () => gone.abort());
  return gone.signal;
}

async function respond(
  response: ServerResponse,
  name: string,
  stream: boolean,
  format: AnswerFormat,
  generate: Generate,
): Promise<void> {
  const head = { id: `cmpl-${randomUUID()}`, created: Math.floor(Date.now() / 1000), model: name };
  const write = (data: object) => {
    if (!response.headersSent)
      response.writeHead(200, { "content-type": "text/event-stream", "cache-control": "no-cache" });
    response.write(`data: ${JSON.stringify({ ...head, object: format.chunkObject, ...data })}\n\n`);
  };
  const whole: Required<Piece> = { text: "", logProbabilities: [] };
  const ending = await generate(signalOf(response), (piece) => {
    if (stream) write({ choices: [{ index: 0, ...format.piece(piece), finish_reason: null }] });
    whole.text += piece.text;
    whole.logProbabilities.push(...(piece.logProbabilities ?? []));
  });
  if (!stream) {
    const choices = [{ index: 0, ...format.whole(whole), finish_reason: ending.reason }];
    return sendJson(response, 200, { ...head, object: format.wholeObject, choices, usage: toUsage(ending.counts) });
  }
  write({ choices: [{ index: 0, ...format.piece({ text: "" }), finish_reason: ending.reason }] });
  write({ choices: [], usage: toUsage(ending.counts) });
  response.end("data: [DONE]\n\n");
}

async function readBody<Schema extends z.ZodType>(request: IncomingMessage, schema: Schema): Promise<z.output<Schema>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY_BYTES) throw new BadRequest("The request is too large.");
    chunks.push(chunk);
  }
  let json: unknown;
  try {
    json = JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new BadRequest("The request is not JSON.");
  }
  const body = schema.safeParse(json);
  if (body.success) return body.data;
  const issue = body.error.issues[0];
  throw new BadRequest(`${issue?.path.join(".") || "The request"}: ${issue?.message}`);
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
}

function fail(response: ServerResponse, error: unknown): void {
  // The caller has gone.
  if (response.destroyed) return;
  const message = error instanceof Error ? error.message : String(error);
  const bad = error instanceof BadRequest;
  const body = { error: { type: bad ? "invalid_request_error" : "server_error", message } };
  if (!response.headersSent) return sendJson(response, bad ? 400 : 500, body);
  response.end(`data: ${JSON.stringify(body)}\n\n`);
}
