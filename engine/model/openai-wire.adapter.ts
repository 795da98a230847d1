/** The OpenAI wire format as its SDK speaks it; OpenAI itself and every compatible server share it. */
import OpenAI from "openai";
import { checkEventStream, guardStream } from "./guard-stream.adapter.ts";
import type { CallContext, ChatRequest, CompletionRequest, ModelEvent, TokenLogProbability } from "./language-model.ts";
import { negotiateParameters, type OptionalParameter } from "./negotiate-parameters.ts";
import { normaliseOpenAiUsage } from "./normalise-usage.ts";
import { toConversation } from "./to-conversation.ts";

export type OpenAiEndpoint = {
  /** Ends in `/v1` or the server's counterpart. */
  baseUrl: string;
  apiKey: string;
  fetch: typeof globalThis.fetch;
};

type ChatBody = OpenAI.ChatCompletionCreateParamsStreaming;
type FinishReason = "stop" | "length" | "filtered";

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

export const toFinishReason = (reason: string): FinishReason =>
  reason === "length" ? "length" : reason === "content_filter" ? "filtered" : "stop";

/** Chat templates want one system message, then user and assistant by turns. */
function alternate({ messages }: ChatRequest): OpenAI.ChatCompletionMessageParam[] {
  const { system, turns } = toConversation(messages);
  return [...(system ? [{ role: "system" as const, content: system }] : []), ...turns];
}

/** What every chat body has in common; callers add their server's own names for the rest. */
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

/** Groq puts it under a name of its own. */
const readUsage = (chunk: { usage?: unknown; x_groq?: { usage?: unknown } }) => chunk.usage ?? chunk.x_groq?.usage;

/** Servers name it one way or the other; the SDK's type has neither. */
const readThought = (delta: object | undefined): string => {
  const named = delta as { reasoning_content?: unknown; reasoning?: unknown } | undefined;
  const thought = named?.reasoning_content ?? named?.reasoning;
  return typeof thought === "string" ? thought : "";
};

type Call<Request> = {
  client: OpenAI;
  provider: string;
  request: Request;
  context: CallContext;
  refused: Set<OptionalParameter>;
};

export function streamChat(call: Call<ChatRequest>, body: ChatBody): AsyncIterable<ModelEvent> {
  const { client, provider, request, context } = call;
  return guardStream(provider, request, context, async function* (progress) {
    const { data, response } = await negotiateParameters(body, call.refused, (accepted) =>
      client.chat.completions.create(accepted, { signal: context.signal }).withResponse(),
    );
    checkEventStream(provider, response);
    progress.opened = true;
    let reason: FinishReason | null = null;
    let usage: unknown = null;
    for await (const chunk of data) {
      const choice = chunk.choices?.[0];
      progress.thoughts += readThought(choice?.delta);
      if (choice?.delta?.content) yield { type: "text-delta", text: choice.delta.content };
      if (choice?.finish_reason) reason = toFinishReason(choice.finish_reason);
      usage = readUsage(chunk) ?? usage;
    }
    if (reason) yield { type: "finish", reason, usage: normaliseOpenAiUsage(usage) };
  });
}

/** Untemplated completion, `/v1/completions`: offered by vLLM, llama.cpp, LM Studio, Ollama and the embedded model. */
export function streamCompletion(
  call: Call<CompletionRequest>,
  model: string,
  /** Fields of one server alone. */
  more: object = {},
): AsyncIterable<ModelEvent> {
  const { client, provider, request, context } = call;
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
  return guardStream(provider, request, context, async function* (progress) {
    const { data, response } = await negotiateParameters(body, call.refused, (accepted) =>
      client.completions.create(accepted, { signal: context.signal }).withResponse(),
    );
    checkEventStream(provider, response);
    progress.opened = true;
    let reason: FinishReason | null = null;
    let usage: unknown = null;
    const logProbabilities: TokenLogProbability[] = [];
    for await (const chunk of data) {
      const choice = chunk.choices?.[0];
      if (choice?.text) yield { type: "text-delta", text: choice.text };
      if (choice?.logprobs) logProbabilities.push(...readLogProbabilities(choice.logprobs));
      if (choice?.finish_reason) reason = toFinishReason(choice.finish_reason);
      if (chunk.usage) usage = chunk.usage;
    }
    if (!reason) return;
    yield {
      type: "finish",
      reason,
      usage: normaliseOpenAiUsage(usage),
      ...(logProbabilities.length && { logProbabilities }),
    };
  });
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
