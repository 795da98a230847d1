/** The OpenAI wire format, shared by OpenAI itself and every compatible server. */
import OpenAI, { APIError } from "openai";
import { encodeBody } from "../wire/encode-body.ts";
import { fetchEvents } from "../wire/event-stream.adapter.ts";
import { guardStream, type ProviderEvent } from "./guard-stream.adapter.ts";
import { joinWords, type Words } from "./join-words.ts";
import type {
  AdapterEvent,
  CallScope,
  ChatMessage,
  ChatRequest,
  CompletionRequest,
  TokenLogProbability,
  Usage,
} from "../language-model.ts";
import { negotiateParameters, type OptionalParameter } from "./negotiate-parameters.ts";
import { normaliseOpenAiUsage } from "../usage/normalise-usage.ts";
import { readChunk, type EndReason } from "../wire/read-chunk.ts";
import { readServerEvents } from "../wire/read-server-events.ts";
import type { ThinkingHabit } from "../thinking/thinking-habit.ts";
import { toConversation } from "./to-conversation.ts";

export type OpenAiEndpoint = {
  /** Ends in `/v1` or the server's counterpart. */
  baseUrl: string;
  apiKey: string;
  fetch: typeof globalThis.fetch;
};

type ChatBody = OpenAI.ChatCompletionCreateParamsStreaming;

export const createOpenAiClient = (endpoint: OpenAiEndpoint): OpenAI =>
  new OpenAI({
    baseURL: endpoint.baseUrl,
    apiKey: endpoint.apiKey,
    fetch: endpoint.fetch,
    // One retry loop and one set of time-outs, both outside the SDK (SPEC L3).
    maxRetries: 0,
    timeout: 2 ** 31 - 1,
    logLevel: "off",
    organization: null,
    project: null,
  });

/** Chat templates expect one system message, then user and assistant alternately. */
function alternate({ messages }: ChatRequest): OpenAI.ChatCompletionMessageParam[] {
  const { system, turns } = toConversation(messages);
  return [...(system ? [{ role: "system" as const, content: system }] : []), ...turns];
}

/** The common part of every chat body; callers add the fields whose names differ by server. */
export function toChatBody(model: string, request: ChatRequest, messages = alternate(request)) {
  return {
    model,
    messages,
    stream: true as const,
    stream_options: { include_usage: true },
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    ...(request.stop?.length ? { stop: request.stop } : {}),
    ...(request.responseSchema && {
      response_format: { type: "json_schema" as const, json_schema: { ...request.responseSchema, strict: true } },
    }),
  };
}

type Call<Request> = {
  send: SendForEvents;
  provider: string;
  request: Request;
  scope: CallScope;
  refused: Set<OptionalParameter>;
  habit?: ThinkingHabit;
};

/** Resolves with an event stream. @throws APIError with the server's refusal */
export type SendForEvents = (
  path: "/chat/completions" | "/completions",
  body: object,
  signal: AbortSignal,
  /** The first message asked for. */
  start?: ChatMessage,
) => Promise<Response>;

/** Sends the SDK's bodies without the SDK, which costs more for each call than all our layers together. */
export function sendForEvents(provider: string, { baseUrl, apiKey, fetch }: OpenAiEndpoint): SendForEvents {
  const fetchStream = fetchEvents(provider, fetch);
  const root = baseUrl.replace(/\/$/, "");
  const headers = {
    authorization: `Bearer ${apiKey}`,
    "content-type": "application/json",
    accept: "application/json",
    // Some gateways refuse requests that do not say what sent them.
    "user-agent": "Dramatis",
  };
  return async (path, body, signal, start) => {
    const response = await fetchStream(root + path, { method: "POST", headers, body: encodeBody(body, start), signal });
    if (!response.ok) throw toApiError(response.status, await response.text(), response.headers);
    return response;
  };
}

function toApiError(status: number, text: string, headers: Headers): APIError {
  try {
    return APIError.generate(status, JSON.parse(text) as object, undefined, headers);
  } catch {
    return APIError.generate(status, undefined, text, headers);
  }
}

export function streamChat(call: Call<ChatRequest>, body: ChatBody): AsyncIterable<AdapterEvent> {
  const { send, request, scope, refused } = call;
  return guardStream(call, async function* (progress) {
    const response = await negotiateParameters(body, refused, (accepted) =>
      send("/chat/completions", accepted, scope.signal, request.messages[0]),
    );
    progress.opened = true;
    const end = yield* readAnswer(response);
    if (end) yield { type: "finish", ...end };
  });
}

/** Untemplated completion, `/v1/completions`: offered by vLLM, llama.cpp, LM Studio, Ollama and the embedded model. */
export function streamCompletion(
  call: Call<CompletionRequest>,
  model: string,
  /** Server-specific fields. */
  more: object = {},
): AsyncIterable<AdapterEvent> {
  const { send, request, scope, refused } = call;
  const body: OpenAI.CompletionCreateParamsStreaming = {
    model,
    prompt: request.prompt,
    max_tokens: request.maxTokens,
    stream: true,
    stream_options: { include_usage: true },
    ...(request.temperature === undefined ? {} : { temperature: request.temperature }),
    ...(request.seed === undefined ? {} : { seed: request.seed }),
    ...(request.stop?.length ? { stop: request.stop } : {}),
    ...(request.topLogProbabilities === undefined ? {} : { logprobs: request.topLogProbabilities }),
    ...more,
  };
  return guardStream(call, async function* (progress) {
    const response = await negotiateParameters(body, refused, (accepted) =>
      send("/completions", accepted, scope.signal),
    );
    progress.opened = true;
    const logProbabilities: TokenLogProbability[] = [];
    const end = yield* readAnswer(response, (chunk) => {
      const probabilities = (chunk as OpenAI.Completion | null)?.choices?.[0]?.logprobs;
      if (probabilities) logProbabilities.push(...readLogProbabilities(probabilities));
    });
    if (end) yield { type: "finish", ...end, ...(logProbabilities.length && { logProbabilities }) };
  });
}

/**
 * The text of an answer; pieces that arrived together are joined.
 * @param onChunk called with each event
 * @returns how it ended; null when it broke off
 */
async function* readAnswer(
  response: Response,
  onChunk?: (chunk: unknown) => void,
): AsyncGenerator<ProviderEvent, { reason: EndReason; usage: Usage | null } | null> {
  let reason: EndReason | null = null;
  let usage: unknown = null;
  for await (const { events, ended } of readServerEvents(response)) {
    const words: Words[] = [];
    try {
      for (const event of events) {
        const read = readChunk(event);
        words.push(...read.events);
        reason = reason === "filtered" ? reason : (read.reason ?? reason);
        usage = read.usage ?? usage;
        onChunk?.(event);
      }
    } finally {
      // Also before an error among them.
      yield* joinWords(words);
    }
    if (ended) reason ??= "stop";
  }
  return reason && { reason, usage: normaliseOpenAiUsage(usage) };
}

function readLogProbabilities(chunk: OpenAI.CompletionChoice.Logprobs): TokenLogProbability[] {
  return (chunk.tokens ?? []).map((token, index) => ({
    token,
    logProbability: chunk.token_logprobs?.[index] ?? Number.NEGATIVE_INFINITY,
    top: Object.entries(chunk.top_logprobs?.[index] ?? {}).map(([name, logProbability]) => ({
      token: name,
      logProbability,
    })),
  }));
}
