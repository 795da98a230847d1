/** For tests: a provider's batch API as a local server. It counts what it would charge for, and blocks or fails at any step. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** The outcome of one request of a batch. */
export type Fate =
  "answered" | "expired" | "cancelled" | "missing" | { status: number; message: string; param?: string };

export type ServedRequest = { customId: string; text: string; body: Record<string, unknown> };
export type ServedBatch = {
  id: string;
  mark: string | null;
  requests: ServedRequest[];
  createdAtMs: number;
  status: "running" | "completed" | "expired" | "cancelled" | "failed";
  /** Polls answered since its creation. */
  polls: number;
};

/** Where a call can block or fail; "-done": the server has done it, but not sent its answer. */
export type BatchStep =
  "upload" | "upload-done" | "create" | "create-done" | "list" | "poll" | "results" | "results-half" | "cancel";
export type BatchRefusal = { status: number; headers?: Record<string, string> };

export type Exchange = {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage["headers"];
  body: Buffer;
};
export type Reply = { status?: number; headers?: Record<string, string>; json: unknown } | { lines: string[] };

/** One provider's wire format. */
export type BatchFormat = {
  /** Null when it has no such operation. */
  reply(exchange: Exchange, server: BatchServer, step: (step: BatchStep) => Promise<void>): Promise<Reply | null>;
  errorBody(status: number): object;
};

export type BatchServer = {
  url: string;
  /** Every batch ever created, oldest first. */
  batches: ServedBatch[];
  /** Uploaded files by id. */
  files: Map<string, { name: string; content: string }>;
  /** Batches are listed only this many listings after their creation. */
  listingLag: number;
  /** Number of polls until a batch is done. */
  pollsUntilEnd: number;
  endsAs: ServedBatch["status"];
  /** Why a batch failed as a whole. */
  failure: { code: string; message: string; line: number };
  fateOf(request: ServedRequest): Fate;
  /** Transforms the lines of a result file before they are sent. */
  sendLines(lines: string[]): string[];
  /** The answer waits for its promise; a refusal is sent instead. */
  at(step: BatchStep): Promise<BatchRefusal | void> | BatchRefusal | void;
  addBatch(mark: string | null, requests: ServedRequest[]): ServedBatch;
  listed(): ServedBatch[];
  /** Counts a poll, and ends the batch when it is due. */
  pollBatch(id: string): ServedBatch | null;
  close(): Promise<void>;
};

class Refused extends Error {
  readonly refusal: BatchRefusal;
  constructor(refusal: BatchRefusal) {
    super("refused");
    this.refusal = refusal;
  }
}

export async function startBatchServer(format: BatchFormat): Promise<BatchServer> {
  const unlisted = new Map<ServedBatch, number>();
  const step = async (name: BatchStep): Promise<void> => {
    const refusal = await server.at(name);
    if (refusal) throw new Refused(refusal);
  };
  const http = createServer((request, response) => {
    // A killed client disconnects in the middle of a call.
    request.on("error", () => response.destroy());
    void answer(format, server, step, request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  const server: BatchServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    batches: [],
    files: new Map(),
    listingLag: 0,
    pollsUntilEnd: 1,
    endsAs: "completed",
    failure: { code: "invalid_json", message: "This line is not valid JSON.", line: 1 },
    fateOf: () => "answered",
    sendLines: (lines) => lines,
    at: () => undefined,
    addBatch(mark, requests) {
      const id = `batch_${server.batches.length + 1}`;
      const batch: ServedBatch = { id, mark, requests, createdAtMs: Date.now(), status: "running", polls: 0 };
      server.batches.push(batch);
      unlisted.set(batch, server.listingLag);
      return batch;
    },
    listed() {
      const shown = server.batches.filter((batch) => (unlisted.get(batch) ?? 0) <= 0);
      for (const [batch, left] of unlisted) unlisted.set(batch, left - 1);
      return shown.toReversed();
    },
    pollBatch(id) {
      const batch = server.batches.find((one) => one.id === id) ?? null;
      if (batch?.status === "running" && ++batch.polls >= server.pollsUntilEnd) batch.status = server.endsAs;
      return batch;
    },
    close() {
      http.closeAllConnections();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
  return server;
}

async function answer(
  format: BatchFormat,
  server: BatchServer,
  step: (step: BatchStep) => Promise<void>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    void response.writeHead(status, { "content-type": "application/json", ...headers }).end(JSON.stringify(body));
  const { pathname: path, searchParams: query } = new URL(request.url!, server.url);
  try {
    if (request.method === "POST" && /upload|files/.test(path)) await step("upload");
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    const exchange = { method: request.method!, path, query, headers: request.headers, body: Buffer.concat(pieces) };
    const reply = await format.reply(exchange, server, step);
    if (!reply) return json(404, format.errorBody(404));
    if ("json" in reply) return json(reply.status ?? 200, reply.json, reply.headers);
    await sendLines(reply.lines, response, step);
  } catch (error) {
    if (!(error instanceof Refused)) throw error;
    json(error.refusal.status, format.errorBody(error.refusal.status), error.refusal.headers);
  }
}

async function sendLines(lines: string[], response: ServerResponse, step: (step: BatchStep) => Promise<void>) {
  await step("results");
  response.writeHead(200, { "content-type": "application/octet-stream" });
  const half = Math.ceil(lines.length / 2);
  response.write(lines.slice(0, half).join(""));
  await step("results-half");
  response.end(lines.slice(half).join(""));
}
