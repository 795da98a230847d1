/** One HTTP request to /api and the reading of its answer. */
/** An answer that was not what was asked for. `message` is for people (RFC 9457 `detail`). */
export class ApiProblem extends Error {
  /** HTTP status; 0 when the server could not be reached. */
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = "ApiProblem";
    this.status = status;
  }
}

export type ApiRequest = {
  method?: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  body?: unknown;
  signal?: AbortSignal | undefined;
};

/** Throws an ApiProblem with status 0 when the server cannot be reached. */
export async function sendRequest(path: string, call: ApiRequest, token: string | null): Promise<Response> {
  const headers = new Headers();
  if (token !== null) headers.set("authorization", `Bearer ${token}`);
  if (call.body !== undefined) headers.set("content-type", "application/json");
  try {
    return await fetch(`/api/${path}`, {
      method: call.method ?? "GET",
      headers,
      body: call.body === undefined ? null : JSON.stringify(call.body),
      signal: call.signal ?? null,
    });
  } catch (error) {
    if (call.signal?.aborted) throw error;
    throw new ApiProblem(0, "");
  }
}

export async function readAnswer<Answer>(response: Response, read: (answer: unknown) => Answer): Promise<Answer> {
  const answer: unknown = response.status === 204 ? null : await response.json().catch(() => null);
  if (!response.ok) throw new ApiProblem(response.status, problemText(answer) ?? response.statusText);
  return read(answer);
}

function problemText(answer: unknown): string | null {
  if (typeof answer !== "object" || answer === null) return null;
  const { detail, title } = answer as { detail?: unknown; title?: unknown };
  return typeof detail === "string" ? detail : typeof title === "string" ? title : null;
}
