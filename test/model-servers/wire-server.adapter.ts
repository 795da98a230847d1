/** For tests: a local HTTP server that answers in a provider's wire format, and misbehaves on request. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Fault =
  | "none"
  | "reset"
  | "silence"
  | "stall"
  | "reset-midway"
  | "cut-off"
  | "truncated-json"
  | "error-midway"
  | "wrong-content-type"
  | "split-bytes"
  | "no-usage"
  | "empty"
  | "endless"
  | { status: number; headers?: Record<string, string>; body?: object };

/** How one provider writes an answer: each string is one frame on the wire. */
export type WireFormat = {
  /** Null when the format has no such operation. */
  answer(request: WireRequest, text: string[], withUsage: boolean): string[] | null;
  /** The vectors for an embedding request; null for other requests. */
  embed?(request: WireRequest): object | null;
  /** One more piece of text, for an answer that never ends. */
  piece(request: WireRequest, text: string): string;
  errorFrame(message: string): string;
  errorBody(status: number): object;
};

export type WireRequest = { path: string; headers: IncomingMessage["headers"]; body: Record<string, unknown> };

export type WireServer = {
  url: string;
  /** Every request, oldest first. */
  requests: WireRequest[];
  /** Number of requests whose connection the client closed before the answer was complete. */
  abandoned(): number;
  fault: Fault;
  /** Faults for the next requests, one each; then `fault` again. */
  next: Fault[];
  /** The pieces of the answer. */
  text: string[];
  /** The templated prompt, as vLLM returns it; null when it does not. Not among `requests`. */
  prompt: string | null;
  /** What `/v1/models` lists. */
  models: string[];
  close(): Promise<void>;
};

const JSON_TYPE = { "content-type": "application/json" };
const TEMPLATE_PATHS = ["/tokenize", "/apply-template"];

export async function startWireServer(format: WireFormat, listenOn?: string): Promise<WireServer> {
  let abandoned = 0;
  const http = createServer((request, response) => {
    response.on("close", () => {
      if (!response.writableFinished) abandoned += 1;
    });
    if (request.method === "GET") {
      const data = server.models.map((id) => ({ id, object: "model" }));
      response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ object: "list", data }));
      return;
    }
    void readRequest(request).then((wireRequest) => {
      if (wireRequest.path === "/tokenize" && server.prompt !== null)
        return void response.writeHead(200, JSON_TYPE).end(JSON.stringify({ token_strs: [...server.prompt] }));
      if (TEMPLATE_PATHS.includes(wireRequest.path)) return void response.writeHead(404, JSON_TYPE).end("{}");
      server.requests.push(wireRequest);
      return respond(format, wireRequest, response, server.next.shift() ?? server.fault, server.text);
    });
  });
  await new Promise<void>((resolve) =>
    listenOn ? http.listen(listenOn, resolve) : http.listen(0, "127.0.0.1", resolve),
  );
  const server: WireServer = {
    url: listenOn ? "http://socket" : `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    requests: [],
    abandoned: () => abandoned,
    fault: "none",
    next: [],
    text: ["Good ", "evening", ", café ", "🎭."],
    prompt: "<|im_start|>user\nHello<|im_end|>\n<|im_start|>assistant\n",
    models: [],
    close: () => {
      http.closeAllConnections();
      return new Promise((resolve) => http.close(() => resolve()));
    },
  };
  return server;
}

async function readRequest(request: IncomingMessage): Promise<WireRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
  const text = Buffer.concat(chunks).toString("utf8");
  return {
    path: request.url ?? "",
    headers: request.headers,
    body: text ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}

async function respond(
  format: WireFormat,
  request: WireRequest,
  response: ServerResponse,
  fault: Fault,
  text: string[],
): Promise<void> {
  if (fault === "reset") return void response.destroy();
  if (typeof fault === "object") {
    response.writeHead(fault.status, { "content-type": "application/json", ...fault.headers });
    return void response.end(JSON.stringify(fault.body ?? format.errorBody(fault.status)));
  }
  if (fault === "wrong-content-type") {
    return void response.writeHead(200, { "content-type": "text/html" }).end("<h1>It works!</h1>");
  }
  const vectors = format.embed?.(request);
  if (vectors) {
    response.writeHead(200, { "content-type": "application/json" });
    if (fault === "silence") return response.flushHeaders();
    const json = JSON.stringify(vectors);
    return void response.end(fault === "truncated-json" ? json.slice(0, -9) : json);
  }
  const frames = format.answer(request, fault === "empty" ? [] : text, fault !== "no-usage");
  if (!frames)
    return void response
      .writeHead(404, { "content-type": "application/json" })
      .end(JSON.stringify(format.errorBody(404)));
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.flushHeaders();
  const half = frames.slice(0, Math.ceil(frames.length / 2)).join("");
  switch (fault) {
    case "silence":
      return;
    case "stall":
      return void response.write(half);
    case "reset-midway":
      return void response.write(half, () => setImmediate(() => response.destroy()));
    case "cut-off":
      return void response.end(half);
    case "truncated-json":
      return void response.end(`${half}event: message_delta\ndata: {"id": "x", "choi\n\n`);
    case "error-midway":
      return void response.end(half + format.errorFrame("the machine is on fire"));
    case "endless":
      return babble(format, request, response, half);
    case "split-bytes":
      return drip(response, Buffer.from(frames.join(""), "utf8"));
    default:
      return void response.end(frames.join(""));
  }
}

async function babble(
  format: WireFormat,
  request: WireRequest,
  response: ServerResponse,
  start: string,
): Promise<void> {
  response.write(start);
  while (!response.destroyed) {
    response.write(format.piece(request, "and on and on "));
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Sends seven bytes at a time, so that characters, lines and frames are all split somewhere. */
async function drip(response: ServerResponse, bytes: Buffer): Promise<void> {
  for (let start = 0; start < bytes.length && !response.destroyed; start += 7) {
    response.write(bytes.subarray(start, start + 7));
    await new Promise((resolve) => setImmediate(resolve));
  }
  response.end();
}
