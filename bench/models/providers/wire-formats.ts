/** Providers whose caches follow their documented rules, in their own wire formats, typed by their SDKs. */
import type Anthropic from "@anthropic-ai/sdk";
import { FinishReason, type GenerateContentResponse } from "@google/genai";
import type OpenAI from "openai";
import { estimateTokens } from "../../../engine/model/usage/estimate-usage.ts";
import { OPENAI_FORMAT } from "../../../test/model-servers/openai-format.ts";
import type { WireFormat, WireRequest } from "../../../test/model-servers/wire-server.adapter.ts";
import type { PromptUsage } from "./prefix-cache.ts";
import type { Piece } from "./read-prompt.ts";

/** @param room requests of different rooms share no cache */
export type CountPrompt = (room: string, pieces: Piece[]) => PromptUsage;

const countOutput = (text: string[]): number => estimateTokens(text.join(""));
const notUsed = { piece: () => "", errorFrame: () => "", errorBody: () => ({}) };

type OpenAiMessage = { role: string; content: string | OpenAI.ChatCompletionContentPartText[] };

/** @param roomOf what separates requests: a key, a salt, or nothing */
export const openAiProvider = (count: CountPrompt, roomOf: (body: WireRequest["body"]) => unknown): WireFormat => ({
  ...OPENAI_FORMAT,
  answer(request, text) {
    const pieces = (request.body["messages"] as OpenAiMessage[]).flatMap(({ role, content }): Piece[] =>
      typeof content === "string"
        ? [{ role, text: content }]
        : content.map((part) => ({ role, text: part.text, ...(part.prompt_cache_breakpoint && { mark: "explicit" }) })),
    );
    const { total, cached, written5m } = count(String(roomOf(request.body)), pieces);
    const usage: OpenAI.CompletionUsage = {
      prompt_tokens: total,
      completion_tokens: countOutput(text),
      total_tokens: total + countOutput(text),
      prompt_tokens_details: { cached_tokens: cached, cache_write_tokens: written5m },
    };
    const frames = OPENAI_FORMAT.answer(request, text, false)!;
    const last = { id: "answer", object: "chat.completion.chunk", created: 1, model: "m", choices: [], usage };
    return [...frames.slice(0, -1), `data: ${JSON.stringify(last)}\n\n`, frames.at(-1)!];
  },
});

export const anthropicProvider = (count: CountPrompt): WireFormat => ({
  ...notUsed,
  answer({ body }, text) {
    const read = (role: string, content: Anthropic.TextBlockParam[] = []): Piece[] =>
      content.map((block) => {
        const mark = block.cache_control?.ttl;
        return { role, text: block.text, ...(mark && { mark }) };
      });
    const messages = body["messages"] as { role: string; content: Anthropic.TextBlockParam[] }[];
    const system = read("system", body["system"] as Anthropic.TextBlockParam[] | undefined);
    const prompt = count("", [...system, ...messages.flatMap(({ role, content }) => read(role, content))]);
    const { total, cached, written5m, written1h } = prompt;
    const usage: Partial<Anthropic.Usage> = {
      input_tokens: total - cached - written5m - written1h,
      output_tokens: 1,
      cache_read_input_tokens: cached,
      cache_creation_input_tokens: written5m + written1h,
      cache_creation: { ephemeral_5m_input_tokens: written5m, ephemeral_1h_input_tokens: written1h },
    };
    const events = [
      { type: "message_start", message: { type: "message", role: "assistant", content: [], usage } },
      ...text.map((piece) => ({ type: "content_block_delta", index: 0, delta: { type: "text_delta", text: piece } })),
      { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: { output_tokens: countOutput(text) } },
      { type: "message_stop" },
    ];
    return events.map((event) => `event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
  },
});

type GeminiContent = { role?: string; parts: { text: string }[] };

export const geminiProvider = (count: CountPrompt): WireFormat => ({
  ...notUsed,
  answer({ body }, text) {
    const read = (role: string, { parts }: GeminiContent): Piece[] => parts.map((part) => ({ role, text: part.text }));
    const contents = body["contents"] as GeminiContent[];
    const system = read("system", body["systemInstruction"] as GeminiContent);
    const { total, cached } = count("", [
      ...system,
      ...contents.flatMap((content) => read(content.role ?? "", content)),
    ]);
    const usageMetadata = {
      promptTokenCount: total,
      cachedContentTokenCount: cached,
      candidatesTokenCount: countOutput(text),
    };
    const content = { role: "model", parts: [{ text: text.join("") }] };
    const answer: Pick<GenerateContentResponse, "candidates" | "usageMetadata"> = {
      candidates: [{ index: 0, content, finishReason: FinishReason.STOP }],
      usageMetadata,
    };
    return [`data: ${JSON.stringify(answer)}\r\n\r\n`];
  },
});
