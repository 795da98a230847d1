/**
 * The voice of last resort, for tests and load: scripted, deterministic, free (SPEC L2). What it
 * says depends only on a hash of the persona and the conversation. It understands nothing, and its
 * route says "rehearsal" wherever a voice is shown.
 */
import { estimateTokens, estimatePromptTokens } from "../usage/estimate-usage.ts";
import {
  ModelError,
  type CallScope,
  type ChatRequest,
  type LanguageModel,
  type ModelEvent,
  type Route,
} from "../language-model.ts";
import { rehearsalAnswer } from "./rehearsal-answer.ts";
import { REHEARSAL_LINES } from "./rehearsal-lines.ts";
import { seededHash } from "./seeded-hash.ts";

export const REHEARSAL_ROUTE: Route = { provider: "rehearsal", model: "script", local: true };

const SHORTEST_QUOTED_WORD = 5;
const GERMAN = /\b(deutsch|german)\b/i;

/** @param pause resolves after the time one word takes; at once in tests */
export function createRehearsalVoice(pause: (signal: AbortSignal) => Promise<void>): LanguageModel {
  return {
    route: REHEARSAL_ROUTE,
    async *stream(request: ChatRequest, scope): AsyncGenerator<ModelEvent> {
      const text = request.responseSchema
        ? JSON.stringify(rehearsalAnswer(request.responseSchema.schema, seedOf(request, scope)))
        : speak(request, scope);
      const words = text.split(/(?<= )/);
      // A script is cut like any other answer, but half a JSON document is useless.
      const spoken = request.responseSchema ? words : words.slice(0, request.maxTokens);
      const usage = () => ({
        ...NO_CACHE,
        input: estimatePromptTokens(request),
        output: estimateTokens(said),
        exact: true,
        raw: null,
      });
      let said = "";
      for (const word of spoken) {
        if (!scope.signal.aborted) await pause(scope.signal);
        if (scope.signal.aborted) throw new ModelError("aborted", "The call was stopped.", { usage: usage() });
        said += word;
        yield { type: "text-delta", text: word };
      }
      yield { type: "finish", reason: spoken.length < words.length ? "length" : "stop", usage: usage() };
    },
  };
}

const NO_CACHE = { reasoning: 0, cached: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

const seedOf = (request: ChatRequest, scope: CallScope): number =>
  request.messages.reduce(
    (seed, message) => seededHash(message.content, seed),
    seededHash(scope.personaId ?? "", request.seed),
  );

function speak(request: ChatRequest, scope: CallScope): string {
  const seed = seedOf(request, scope);
  const system = request.messages.find((message) => message.role === "system")?.content ?? "";
  const script = REHEARSAL_LINES[GERMAN.test(system) ? "de" : "en"];
  const choose = <Item>(items: Item[], part: string): Item => items[seededHash(part, seed) % items.length]!;
  const words = quotedWords(request, seed);
  const opening = choose(script.openings, "opening").replace("{words}", words);
  return [...(words ? [opening] : []), choose(script.thoughts, "thought"), choose(script.closes, "close")].join(" ");
}

/** Quoted speech in prompts; see `quoteSpeech`. */
const QUOTED_SPEECH = /<said by="[^"]*">([^<]*)<\/said>/g;
/** Quotations in other scripted lines. */
const TAKEN_UP = /[“„][^”“]*[”“]/g;
const WORD = /[\p{L}\p{N}’'-]+/gu;
const SCRIPT_WORDS = new Set(JSON.stringify(REHEARSAL_LINES).toLowerCase().match(WORD));

/** A word or two of the last utterance, so that the reply appears to follow the talk. The script's own words are skipped. */
function quotedWords({ messages }: ChatRequest, seed: number): string {
  const talk = messages.filter((message) => message.role !== "system").map((message) => message.content);
  const quotes = [...talk.join("\n").matchAll(QUOTED_SPEECH)].map(([, said]) => said!);
  const sayings = quotes.length > 0 ? quotes : talk.flatMap((content) => content.trim().split("\n"));
  for (const saying of sayings.toReversed()) {
    const words = saying.replace(TAKEN_UP, "").toLowerCase().match(WORD) ?? [];
    const isOfTalk = (word: string | undefined) => word !== undefined && !SCRIPT_WORDS.has(word);
    const starts = words.flatMap((word, index) =>
      word.length >= SHORTEST_QUOTED_WORD && isOfTalk(word) ? [index] : [],
    );
    if (!starts.length) continue;
    const start = starts[seededHash("words", seed) % starts.length]!;
    return words.slice(start, isOfTalk(words[start + 1]) ? start + 2 : start + 1).join(" ");
  }
  return "";
}
