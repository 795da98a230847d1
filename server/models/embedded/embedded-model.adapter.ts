/** A GGUF loaded by node-llama-cpp: chat by the model's own template, and untemplated completion. */
import { totalmem } from "node:os";
import {
  LlamaChat,
  resolveChatWrapper,
  type ChatHistoryItem,
  type ChatWrapper,
  type Llama,
  type LlamaContextSequence,
  type LlamaModel,
  type Token,
} from "node-llama-cpp";
import type { ChatBody, CompletionBody, Counts, Ending, LogProbability, Piece } from "./wire-format.ts";
import { shapeWording } from "./shape-wording.adapter.ts";
import { createSequencePool } from "./sequence-pool.adapter.ts";
import { createStopFilter } from "../../../engine/model/answers/stop-filter.ts";

const LONGEST_CONTEXT_TOKENS = 4_096;
/** One for each persona of two circles, or of a full one. */
const MOST_SEQUENCES = 8;
/** What they hold may take this share of the machine's memory. */
const MEMORY_SHARE = 1 / 8;
/** Small models repeat themselves: "dry" makes recently used phrases less likely. */
const SAMPLING = { topK: 40, topP: 0.95, minP: 0.05, dryRepeatPenalty: { strength: 0.8 } };

/** About the last four turns. */
const HEARD_TOKENS = 160;
const REPEAT_PENALTY = 1.1;

/** The library's default seed is the current second: two calls within it would produce the same text. */
const randomSeed = (): number => Math.floor(Math.random() * 2 ** 31);

/** The request cannot be fulfilled; the message is for the caller. */
export class BadRequest extends Error {}

export type EmbeddedModel = {
  chat(body: ChatBody, signal: AbortSignal, show: (piece: Piece) => void): Promise<Ending>;
  complete(body: CompletionBody, signal: AbortSignal, show: (piece: Piece) => void): Promise<Ending>;
};

export async function openEmbeddedModel(
  llama: Llama,
  model: LlamaModel,
  options: { threads: number; /** Calls at a time. */ places: number; talks: boolean },
): Promise<EmbeddedModel> {
  const contextSize = Math.min(model.trainContextSize, LONGEST_CONTEXT_TOKENS);
  const context = await model.createContext({
    threads: options.threads,
    sequences: await countSequences(model, contextSize, options.places),
    contextSize,
  });
  const pool = createSequencePool(context, options.places);
  const chatWrapper = resolveTemplate(model);
  const chats = new Map<LlamaContextSequence, LlamaChat>();
  const chatOf = (sequence: LlamaContextSequence) => {
    const known = chats.get(sequence) ?? new LlamaChat({ contextSequence: sequence, chatWrapper });
    chats.set(sequence, known);
    return known;
  };
  return {
    async chat(body, signal, show) {
      if (!options.talks) throw new BadRequest("This model has no chat template and does not support chat.");
      const history = toHistory(body.messages);
      const prompt = chatWrapper.generateContextState({ chatHistory: history }).contextText.tokenize(model.tokenizer);
      if (body.read_ahead) {
        const cachedTokens = await pool.readAhead(withinContext(prompt, 0), signal);
        return { reason: "stop", counts: { promptTokens: prompt.length, cachedTokens, completionTokens: 0 } };
      }
      const grammar = await readGrammar(llama, body);
      return pool.run(withinContext(prompt, body.maxTokens), signal, async (sequence, cachedTokens) => {
        const meter = sequence.tokenMeter.getState();
        const wording = shapeWording(model, body.used_openings, body.favoured_words);
        const { metadata } = await chatOf(sequence).generateResponse(history, {
          ...SAMPLING,
          signal,
          maxTokens: body.maxTokens,
          temperature: body.temperature,
          seed: body.seed ?? randomSeed(),
          customStopTriggers: body.stop,
          ...(grammar ? { grammar } : body.temperature > 0 && { repeatPenalty: penaliseLast(model, prompt) }),
          // Reasoning is not part of a turn.
          budgets: { thoughtTokens: 0 },
          ...(body.used_openings.length + body.favoured_words.length > 0 && { tokenBias: wording.bias }),
          onTextChunk(text) {
            wording.hear(text);
            show({ text });
          },
        });
        const counts = {
          promptTokens: prompt.length,
          cachedTokens,
          completionTokens: sequence.tokenMeter.diff(meter).usedOutputTokens,
        };
        return { reason: metadata.stopReason === "maxTokens" ? "length" : "stop", counts };
      });
    },

    async complete(body, signal, show) {
      const prompt = model.tokenize(body.prompt);
      if (model.tokens.shouldPrependBosToken && model.tokens.bos !== null) prompt.unshift(model.tokens.bos);
      return pool.run(withinContext(prompt, body.maxTokens), signal, (sequence, cachedTokens) =>
        generate(sequence, prompt, body, {
          signal,
          show,
          counts: { promptTokens: prompt.length, cachedTokens, completionTokens: 0 },
        }),
      );
    },
  };

  function withinContext(prompt: Token[], maxTokens: number): Token[] {
    if (prompt.length + maxTokens <= context.contextSize) return prompt;
    throw new BadRequest(
      `The prompt has ${prompt.length} tokens; with ${maxTokens} for the answer it does not fit the model's ${context.contextSize}.`,
    );
  }
}

/** As many as memory allows, and at least one for each call. */
async function countSequences(model: LlamaModel, contextSize: number, places: number): Promise<number> {
  for (let sequences = MOST_SEQUENCES; sequences > places; sequences--) {
    const options = { contextSize, modelGpuLayers: 0, sequences };
    const { cpuRam } = await model.fileInsights.estimateContextResourceRequirementsV2(options);
    if (cpuRam <= totalmem() * MEMORY_SHARE) return sequences;
  }
  return places;
}

/**
 * Small models say the last lines back: their words are a little less likely, whoever said them. Temperature 0 asks for
 * the most likely words, these among them.
 */
function penaliseLast(model: LlamaModel, prompt: readonly Token[]) {
  const isWord = (token: Token) => !model.isSpecialToken(token) && !model.isEogToken(token);
  const heard = prompt.slice(-HEARD_TOKENS).filter(isWord);
  return {
    penalty: REPEAT_PENALTY,
    lastTokens: 2 * HEARD_TOKENS,
    punishTokensFilter: (said: Token[]) => [...heard, ...said],
  };
}

const NAMED_FOR_TALK = /(?:^|[^a-z])(?:chat|instruct|it|assistant)(?![a-z])/i;

/** A base model has no chat template; of chat models, only old files lack it. */
export const isMadeToTalk = ({ fileInfo: { metadata } }: LlamaModel, name: string): boolean =>
  Boolean(metadata.tokenizer?.chat_template) || NAMED_FOR_TALK.test(name);

/** The library's ChatML begins with a BOS token even for models that use none; the template in the file is exact. */
function resolveTemplate(model: LlamaModel): ChatWrapper {
  const resolved = resolveChatWrapper(model);
  const hasTemplate = Boolean(model.fileInfo.metadata.tokenizer?.chat_template);
  return resolved.wrapperName === "ChatML" && hasTemplate
    ? resolveChatWrapper(model, { type: "jinjaTemplate" })
    : resolved;
}

function toHistory(messages: ChatBody["messages"]): ChatHistoryItem[] {
  const history = messages.map(({ role, content }): ChatHistoryItem => {
    if (role === "assistant") return { type: "model", response: [content] };
    return role === "system" ? { type: "system", text: content } : { type: "user", text: content };
  });
  // The template ends with the start of the model's turn.
  return history.at(-1)?.type === "model" ? history : [...history, { type: "model", response: [] }];
}

async function readGrammar(llama: Llama, { response_format: format }: ChatBody) {
  if (!format || format.type === "text") return null;
  if (format.type === "json_object") return llama.getGrammarFor("json");
  try {
    return await llama.createGrammarForJsonSchema(
      format.json_schema.schema as Parameters<Llama["createGrammarForJsonSchema"]>[0],
    );
  } catch (error) {
    throw new BadRequest(`The JSON schema cannot be turned into a grammar: ${(error as Error).message}`);
  }
}

async function generate(
  sequence: LlamaContextSequence,
  prompt: Token[],
  body: CompletionBody,
  { signal, show, counts }: { signal: AbortSignal; show: (piece: Piece) => void; counts: Counts },
): Promise<Ending> {
  const { model } = sequence;
  const filter = createStopFilter(body.stop);
  const tokens: Token[] = [];
  let shown = "";
  const wanted = body.topLogProbabilities;
  const options = { ...SAMPLING, temperature: body.temperature, seed: body.seed ?? randomSeed() };
  // Probabilities over the whole vocabulary are slow, so they are computed only on request; then both are set.
  const metadata = (wanted === null ? {} : { confidence: true, probabilities: true }) as {
    confidence: true;
    probabilities: true;
  };
  for await (const { token, confidence, probabilities } of sequence.evaluateWithMetadata(
    prompt.slice(sequence.nextTokenIndex),
    metadata,
    options,
  )) {
    signal.throwIfAborted();
    tokens.push(token);
    counts.completionTokens += 1;
    const text = model.detokenize(tokens, false, prompt.slice(-1));
    // A character split over tokens decodes to U+FFFD until it is complete.
    const piece = text.endsWith("\uFFFD") ? "" : text.slice(shown.length);
    shown += piece;
    const filtered = filter.push(piece);
    show({
      text: filtered.text,
      ...(wanted !== null && {
        logProbabilities: [readLogProbability(model, token, confidence, probabilities, wanted)],
      }),
    });
    if (filtered.stopped) return { reason: "stop", counts };
    if (tokens.length >= body.maxTokens) break;
  }
  show({ text: filter.rest() });
  return { reason: tokens.length >= body.maxTokens ? "length" : "stop", counts };
}

function readLogProbability(
  model: LlamaModel,
  token: Token,
  confidence: number,
  probabilities: Map<Token, number>,
  wanted: number,
): LogProbability {
  const name = (id: Token) => model.detokenize([id], true);
  const top = [...probabilities]
    .slice(0, wanted)
    .map(([id, probability]) => [name(id), Math.log(probability)] as const);
  return { token: name(token), logProbability: Math.log(confidence), top: Object.fromEntries(top) };
}
