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
import { nameIntensity } from "../../prompts/describe-trait.ts";
import { mannerOf } from "./rehearsal-manners.ts";
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
  const system = request.messages.find((message) => message.role === "system")?.content ?? "";
  const character = CHARACTER.exec(system);
  // The same line whatever the intensities: these only add to it.
  const messages = request.messages.map((message) => ({ ...message, content: message.content.replace(CHARACTER, "") }));
  const seed = seedOf({ ...request, messages }, scope);
  const language = GERMAN.test(system) ? "de" : "en";
  const script = REHEARSAL_LINES[language];
  const choose = <Item>(items: Item[], part: string): Item => items[seededHash(part, seed) % items.length]!;
  const words = quotedWords(request, seed);
  const shown = showTrait(choose((character?.[1] ?? "").split("; "), "trait"), language);
  const sentences = [choose(script.openings, "opening"), choose(script.thoughts, "thought")];
  return [...sentences, ...(shown.length > 0 ? shown : [choose(script.closes, "close")])]
    .filter((sentence) => words !== "" || !sentence.includes("{words}"))
    .map((sentence) => sentence.replace("{words}", words))
    .join(" ");
}

/** As the short prompt has it: "Your character: Candour, strongly; Warmth, a little." */
const CHARACTER = /\bYour character: (.*?)\.(?= [A-Z]|$)/su;

/** What it says of a trait, from its degree: nothing where it is described in other words. */
function showTrait(described: string, language: "en" | "de"): string[] {
  const comma = described.lastIndexOf(", ");
  const { little, some, much } = mannerOf(described.slice(0, comma), language);
  switch (described.slice(comma + 2)) {
    case nameIntensity(0):
    case nameIntensity(0.25):
      return [little];
    case nameIntensity(0.5):
      return [some];
    case nameIntensity(0.7):
      return [much];
    case nameIntensity(1):
      return [some, much];
    default:
      return [];
  }
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
