/** One HTTP request to /api, and reading its response. */
import type { MessageValues } from "../../schema/messages/message.ts";
import { baseAddress } from "./base-address.ts";

/** A failed request. `message` is for people (RFC 9457 `detail`); `code` selects it in another language. */
export class ApiProblem extends Error {
  /** HTTP status; 0 when the server could not be reached. */
  readonly status: number;
  readonly code: string;
  readonly values: MessageValues;

  constructor(status: number, message: string, code = "", values: MessageValues = {}) {
    super(message);
    this.name = "ApiProblem";
    this.status = status;
    this.code = code;
    this.values = values;
  }
}

export type ApiRequest = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** A Blob is sent as it is, everything else as JSON. */
  body?: unknown;
  signal?: AbortSignal | undefined;
};

/** Rejects with an ApiProblem with status 0 when the server cannot be reached. */
export async function sendRequest(path: string, call: ApiRequest, token: string | null): Promise<Response> {
  const headers = new Headers();
  if (token !== null) headers.set("authorization", `Bearer ${token}`);
  const isFile = call.body instanceof Blob;
  // The browser sends a file's own type.
  if (call.body !== undefined && !isFile) headers.set("content-type", "application/json");
  try {
    return await fetch(`${baseAddress()}api/${path}`, {
      method: call.method ?? "GET",
      headers,
      body: call.body instanceof Blob ? call.body : call.body === undefined ? null : JSON.stringify(call.body),
      signal: call.signal ?? null,
    });
  } catch (error) {
    if (call.signal?.aborted) throw error;
    throw new ApiProblem(0, "");
  }
}

export async function readAnswer<Answer>(response: Response, read: (answer: unknown) => Answer): Promise<Answer> {
  const answer: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) throw toProblem(response, answer);
  return read(answer);
}

/** JSON lines as they arrive. Throws an ApiProblem with status 0 when the connection breaks. */
export async function* readLines<Line>(response: Response, read: (line: unknown) => Line): AsyncGenerator<Line> {
  if (!response.ok || response.body === null) return void (await readAnswer(response, read));
  let rest = "";
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw new ApiProblem(0, "");
    });
    if (done) return;
    const lines = (rest + value).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) yield read(JSON.parse(line));
  }
}

type Details = { detail?: string; title?: string; code?: string; values?: MessageValues };

function toProblem({ status, statusText }: Response, answer: unknown): ApiProblem {
  const { detail, title, code, values }: Details = Object(answer);
  return new ApiProblem(status, detail ?? title ?? statusText, code, values);
}
