/** The part of the OpenAI wire format that the embedded model speaks. */
import { z } from "zod";

/** Default and maximum token cap: some grammars and small models do not stop on their own. */
const MOST_TOKENS = 2_048;

const sampling = {
  model: z.string().optional(),
  stream: z.boolean().default(false),
  temperature: z.number().min(0).max(2).default(0.8),
  seed: z.int().optional(),
  stop: z
    .union([z.string().transform((text) => [text]), z.array(z.string()).max(16)])
    .nullish()
    .transform((stop) => stop ?? []),
};
const tokenCap = z
  .int()
  .positive()
  .transform((cap) => Math.min(cap, MOST_TOKENS));

export const ChatBody = z
  .object({
    ...sampling,
    messages: z.array(z.object({ role: z.enum(["system", "user", "assistant"]), content: z.string() })).min(1),
    max_tokens: tokenCap.nullish(),
    max_completion_tokens: tokenCap.nullish(),
    /** Not of OpenAI: how the answer may not begin. */
    used_openings: z.array(z.string().max(200)).max(64).default([]),
    /** Not of OpenAI: words that the answer says more readily. */
    favoured_words: z.array(z.string().max(80)).max(64).default([]),
    /** Not of OpenAI: the prompt is only read, while no other call wants the model. */
    read_ahead: z.boolean().default(false),
    response_format: z
      .discriminatedUnion("type", [
        z.object({ type: z.literal("text") }),
        z.object({ type: z.literal("json_object") }),
        z.object({
          type: z.literal("json_schema"),
          json_schema: z.object({ schema: z.record(z.string(), z.unknown()) }),
        }),
      ])
      .optional(),
  })
  .transform(({ max_tokens, max_completion_tokens, ...body }) => ({
    ...body,
    maxTokens: max_completion_tokens ?? max_tokens ?? MOST_TOKENS,
  }));
export type ChatBody = z.output<typeof ChatBody>;

export const CompletionBody = z
  .object({
    ...sampling,
    prompt: z.string().min(1),
    max_tokens: tokenCap.default(16),
    logprobs: z.int().min(0).max(20).nullish(),
  })
  .transform(({ max_tokens, logprobs, ...body }) => ({
    ...body,
    maxTokens: max_tokens,
    topLogProbabilities: logprobs ?? null,
  }));
export type CompletionBody = z.output<typeof CompletionBody>;

export const EmbeddingBody = z.object({
  model: z.string().optional(),
  input: z
    .union([z.string().transform((text) => [text]), z.array(z.string()).min(1).max(256)])
    .refine((texts) => texts.every((text) => text !== ""), "a text is empty"),
  encoding_format: z.literal("float").default("float"),
});

export const toEmbeddings = (vectors: number[][], tokens: number, model: string) => ({
  object: "list",
  data: vectors.map((embedding, index) => ({ object: "embedding", index, embedding })),
  model,
  usage: { prompt_tokens: tokens, total_tokens: tokens },
});

export type Counts = { promptTokens: number; cachedTokens: number; completionTokens: number };
export type LogProbability = { token: string; logProbability: number; top: Record<string, number> };
export type Piece = { text: string; logProbabilities?: LogProbability[] };
export type Ending = { reason: "stop" | "length"; counts: Counts };

export const toUsage = ({ promptTokens, cachedTokens, completionTokens }: Counts) => ({
  prompt_tokens: promptTokens,
  completion_tokens: completionTokens,
  total_tokens: promptTokens + completionTokens,
  prompt_tokens_details: { cached_tokens: cachedTokens },
});

const toLogprobs = (list: LogProbability[] | undefined) =>
  list
    ? {
        tokens: list.map((entry) => entry.token),
        token_logprobs: list.map((entry) => entry.logProbability),
        top_logprobs: list.map((entry) => entry.top),
      }
    : null;

/** How one of the two operations formats its answer, streamed or whole. */
export type AnswerFormat = {
  chunkObject: string;
  wholeObject: string;
  piece(piece: Piece): object;
  whole(piece: Piece): object;
};

export const CHAT_FORMAT: AnswerFormat = {
  chunkObject: "chat.completion.chunk",
  wholeObject: "chat.completion",
  piece: ({ text }) => ({ delta: text ? { role: "assistant", content: text } : {} }),
  whole: ({ text }) => ({ message: { role: "assistant", content: text } }),
};

export const COMPLETION_FORMAT: AnswerFormat = {
  chunkObject: "text_completion",
  wholeObject: "text_completion",
  piece: ({ text, logProbabilities }) => ({ text, logprobs: toLogprobs(logProbabilities) }),
  whole: ({ text, logProbabilities }) => ({ text, logprobs: toLogprobs(logProbabilities) }),
};
