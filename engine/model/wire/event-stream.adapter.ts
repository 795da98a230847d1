/**
 * Checks a provider's response to a request for an event stream. Its first bytes decide, because servers label it in
 * many ways. One JSON answer counts as one event; a web page belongs to another server.
 */
import { message, type Message } from "../../../schema/messages/message.ts";
import { ModelError } from "../language-model.ts";
import { withBytes, type Chunks } from "./wire-answer.ts";

const LARGEST_JSON_BYTES = 1_000_000;
const LONGEST_FIELD = "event:".length;
const FIELD = /^(?:data|event|id|retry)?:/;

type Kind = "undecided" | "events" | "json" | "other";

/** @param provider its display name */
export function fetchEvents(provider: string, fetch: typeof globalThis.fetch): typeof globalThis.fetch {
  return async (...request) => {
    const response = await fetch(...request);
    if (!response.ok) return withReadableRefusal(response);
    const named = response.headers.get("content-type")?.includes("text/event-stream") ?? false;
    return withBytes(response, (chunks) => readEvents(provider, chunks, named));
  };
}

function readEvents(provider: string, chunks: Chunks, named: boolean): Chunks {
  let kind: Kind = "undecided";
  let first: Uint8Array[] = [];

  function refuse(answer: Message): never {
    throw new ModelError("broken-stream", message("provider-not-a-stream", { provider, answer }));
  }
  async function readJson(): Promise<IteratorResult<Uint8Array>> {
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
      first.push(next.value);
      if (first.reduce((sum, { length }) => sum + length, 0) > LARGEST_JSON_BYTES) refuse(message("answer-other"));
    }
    try {
      const answer = JSON.parse(Buffer.concat(first).toString("utf8")) as unknown;
      const isError = typeof answer === "object" && answer !== null && "error" in answer;
      const value = Buffer.from(
        `${isError ? "event: error\n" : ""}data: ${JSON.stringify(answer)}\n\ndata: [DONE]\n\n`,
      );
      return { value, done: false };
    } catch {
      return refuse(message("answer-unreadable"));
    }
  }

  return {
    async next() {
      if (kind === "json") return { value: undefined, done: true };
      const next = await chunks.next();
      if (kind === "events") return next;
      if (!next.done) first.push(next.value);
      const bytes = Buffer.concat(first);
      kind = kindOf(bytes.toString("utf8"), named, next.done === true);
      if (kind === "json") return readJson();
      if (kind === "other")
        return refuse(
          message(bytes.includes("<") ? "answer-web-page" : bytes.length > 0 ? "answer-other" : "answer-empty"),
        );
      if (kind === "undecided" && !next.done) return this.next();
      first = [];
      return bytes.length > 0 ? { value: bytes, done: false } : next;
    },
    return: async (value) => (await chunks.return?.()) ?? { value, done: true },
    close: () => chunks.close?.(),
  };
}

function kindOf(text: string, named: boolean, isWhole: boolean): Kind {
  const start = text.replace(/^\uFEFF/, "").trimStart();
  if (/^[{[]/.test(start)) return "json";
  if (FIELD.test(start)) return "events";
  if (start.length < LONGEST_FIELD && !start.startsWith("<") && !isWhole) return "undecided";
  return named && !start.startsWith("<") ? "events" : "other";
}

/** Wraps errors in the form that the SDKs read: some servers omit the `error` around their text, or put it into a list. */
async function withReadableRefusal(response: Response): Promise<Response> {
  const text = await response.text();
  const { status } = response;
  const headers = new Headers([...response.headers]);
  for (const name of ["content-length", "content-encoding", "transfer-encoding"]) headers.delete(name);
  return new Response(status === 204 || status === 304 ? null : reshape(text), { status, headers });
}

function reshape(text: string): string {
  try {
    const [body] = [JSON.parse(text) as unknown].flat() as { error?: unknown; message?: unknown; detail?: unknown }[];
    if (typeof body !== "object" || body === null || body.error) return JSON.stringify(body);
    const { message, detail } = body;
    const words = message ?? detail ?? body;
    return JSON.stringify({ error: { ...body, message: typeof words === "string" ? words : JSON.stringify(words) } });
  } catch {
    return text;
  }
}
