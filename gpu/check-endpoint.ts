/** Checks a real OpenAI-compatible server for everything the engine needs, and for what it uses where it is offered. */

export interface Endpoint {
  /** With its version: "http://127.0.0.1:8000/v1". */
  baseUrl: string;
  apiKey?: string;
  /** The first listed one by default. */
  model?: string;
}

export interface Finding {
  name: string;
  /** What was wrong; null when it conforms. */
  problem: string | null;
  /** Without it the engine does not work; otherwise it does without. */
  isNeeded: boolean;
}

const REQUEST_TIMEOUT_MS = 120_000;

/** Runs every check against the endpoint, in order. Never throws: a failure is a finding. */
export async function* checkEndpoint(endpoint: Endpoint): AsyncGenerator<Finding> {
  const ask = (path: string, body?: object) => request(endpoint, path, body);
  let model = endpoint.model ?? "";
  yield await attempt("lists its models", async () => {
    const { data } = (await (await ask("/models")).json()) as { data: { id: string }[] };
    model ||= data[0]!.id;
    require(data.some(({ id }) => id === model), `${model} is not among ${data.map(({ id }) => id).join(", ")}`);
  });
  const messages = [{ role: "user", content: "Name three colours." }];
  yield await attempt("streams a chat reply, and its usage at the end", async () => {
    const options = { stream: true, stream_options: { include_usage: true } };
    const answer = await ask("/chat/completions", { model, messages, max_tokens: 40, ...options });
    const chunks = await readEvents<ChatChunk>(answer);
    const pieces = chunks.map(({ choices }) => choices[0]?.delta?.content ?? "").filter(Boolean);
    require(pieces.length > 1, `${pieces.length} pieces of text came, not a stream`);
    require(chunks.some(({ choices }) => choices[0]?.finish_reason), "no chunk says why it finished");
    const usage = chunks.findLast(({ usage }) => usage)?.usage;
    require((usage?.prompt_tokens ?? 0) > 0 && (usage?.completion_tokens ?? 0) > 0, "no usage came with the stream");
  });
  yield await attempt("completes a plain prompt up to a stop string, with log-probabilities", async () => {
    const body = { model, prompt: "1, 2, 3, 4, 5, 6,", max_tokens: 20, temperature: 0, stop: ["9"], logprobs: 3 };
    const { choices } = (await (await ask("/completions", body)).json()) as { choices: Completion[] };
    const { text, finish_reason, logprobs } = choices[0]!;
    require(text.length > 0 && !text.includes("9"), `it went past the stop string: ${JSON.stringify(text)}`);
    require(finish_reason === "stop", `it finished for "${finish_reason}", not "stop"`);
    const values = logprobs?.token_logprobs?.filter((value) => value !== null) ?? [];
    require(values.length > 0 && values.every((value) => value <= 0), "no log-probabilities of tokens came");
    require(Object.keys(logprobs?.top_logprobs?.[0] ?? {}).length >= 2, "no log-probabilities of other tokens came");
  });
  yield await attempt("keeps to a JSON schema", async () => {
    const schema = {
      type: "object",
      properties: { name: { type: "string", enum: ["red", "green"] }, share: { type: "integer" } },
      required: ["name", "share"],
      additionalProperties: false,
    };
    const response_format = { type: "json_schema", json_schema: { name: "colour", strict: true, schema } };
    const answer = await ask("/chat/completions", { model, messages, max_tokens: 60, response_format });
    const { choices } = (await answer.json()) as { choices: { message: { content: string } }[] };
    const content = choices[0]!.message.content;
    const value = JSON.parse(content) as { name: unknown; share: unknown };
    const fits = Object.keys(value).length === 2 && ["red", "green"].includes(value.name as string);
    require(fits && Number.isInteger(value.share), `it answered ${content}`);
  });
  yield await attempt("refuses a model it does not have", async () => {
    const refusal = await ask("/chat/completions", { model: "no-such-model", messages, max_tokens: 1 }).then(
      () => null,
      (error: Error) => error.message,
    );
    require(/^40\d/.test(refusal ?? ""), refusal ?? "it answered as if it had it");
  });
  const use = async (name: string, check: () => Promise<void>) => ({
    ...(await attempt(name, check)),
    isNeeded: false,
  });
  yield await use("counts what came from its prompt cache", async () => {
    const body = { model, prompt: CACHED_PROMPT, max_tokens: 1 };
    await ask("/completions", body);
    const { usage } = (await (await ask("/completions", body)).json()) as { usage?: CacheUsage };
    const cached = usage?.prompt_tokens_details?.cached_tokens;
    require(cached !== undefined, "it does not say (vLLM: enable-prompt-tokens-details)");
    require(cached! > 0, "nothing of a prompt sent again came from it (vLLM: enable-prefix-caching)");
  });
  yield await use("lets talk go before survey runs", async () => {
    await ask("/completions", { model, prompt: "1, 2,", max_tokens: 1, priority: 1 }).catch((error: Error) => {
      throw new Error(`${error.message} (vLLM: scheduling-policy: priority)`);
    });
  });
  yield await use("shows its metrics", async () => {
    const metrics = await (
      await request({ ...endpoint, baseUrl: new URL(endpoint.baseUrl).origin }, "/metrics")
    ).text();
    require(/^# TYPE /m.test(metrics), "/metrics has none for Prometheus");
  });
}

/** Long enough for several blocks of a cache. */
const CACHED_PROMPT = Array.from({ length: 200 }, (_, number) => `${number} people met.`).join(" ");

interface CacheUsage {
  prompt_tokens_details?: { cached_tokens?: number } | null;
}
interface ChatChunk {
  choices: { delta?: { content?: string | null }; finish_reason?: string | null }[];
  usage?: { prompt_tokens: number; completion_tokens: number } | null;
}
interface Completion {
  text: string;
  finish_reason: string;
  logprobs?: { token_logprobs?: (number | null)[]; top_logprobs?: (Record<string, number> | null)[] } | null;
}

async function attempt(name: string, check: () => Promise<void>): Promise<Finding> {
  try {
    await check();
    return { name, problem: null, isNeeded: true };
  } catch (error) {
    return { name, problem: (error as Error).message, isNeeded: true };
  }
}

function require(holds: boolean, problem: string): void {
  if (!holds) throw new Error(problem);
}

export async function request(endpoint: Endpoint, path: string, body?: object): Promise<Response> {
  const answer = await fetch(endpoint.baseUrl + path, {
    method: body ? "POST" : "GET",
    headers: {
      "content-type": "application/json",
      ...(endpoint.apiKey && { authorization: `Bearer ${endpoint.apiKey}` }),
    },
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
  });
  if (!answer.ok) throw new Error(`${answer.status} ${(await answer.text()).slice(0, 300)}`);
  return answer;
}

/** The JSON of each server-sent event; throws when the stream does not end with [DONE]. */
async function readEvents<T>(answer: Response): Promise<T[]> {
  const lines = (await answer.text()).split(/\r?\n/).filter((line) => line.startsWith("data:"));
  const data = lines.map((line) => line.slice("data:".length).trim());
  require(data.at(-1) === "[DONE]", "the stream did not end with [DONE]");
  return data.slice(0, -1).map((text) => JSON.parse(text) as T);
}
