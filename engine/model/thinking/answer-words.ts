/** Extracts an answer's text piece by piece: without thoughts, up to a stop string and about the requested number of tokens. */
import { countFewestTokens } from "../usage/count-fewest-tokens.ts";
import type { ModelRequest } from "../language-model.ts";
import { createStopFilter } from "../answers/stop-filter.ts";
import { createThoughtSplitter, type AnswerStart, type Split, type ThoughtSplitter } from "./split-thoughts.ts";

/** Slack, so that a few long words do not cut a short answer. */
const SLACK_TOKENS = 10;
/** How long the first answer of an unknown model is withheld, to learn whether it begins in a thought. */
const LONGEST_HOLD_MS = 1_500;

export type AnswerWords = {
  /** @param start the same for all pieces */
  push(piece: string, start: AnswerStart): Split & { stopped: boolean };
  /** Adds a thought that the provider has separated itself. */
  think(thought: string): void;
  /** Returns the rest. @param isWhole whether the model ended on its own */
  end(isWhole: boolean): string;
  said(): string;
  thoughts(): string;
  isOverCap(): boolean;
  beganInThought(): boolean | null;
};

/** @param now ms of a monotonic clock */
export function createAnswerWords(request: ModelRequest, now: () => number): AnswerWords {
  const filter = createStopFilter(request.stop ?? []);
  let splitter: ThoughtSplitter | null = null;
  let beganAt = 0;
  let said = "";
  let thoughts = "";
  let fewestTokens = 0;

  function show(split: Split): Split & { stopped: boolean } {
    const { text, stopped } = filter.push(split.text);
    said += text;
    fewestTokens += countFewestTokens(text);
    thoughts += split.thought;
    return { text, thought: split.thought, stopped };
  }

  return {
    push(piece, start) {
      // Marks in a plain completion are part of the text.
      if ("prompt" in request) return show({ text: piece, thought: "" });
      if (!splitter) beganAt = now();
      splitter ??= createThoughtSplitter(start);
      const split = splitter.push(piece);
      if (start === "unknown" && now() - beganAt > LONGEST_HOLD_MS) split.text += splitter.release().text;
      return show(split);
    },
    think: (thought) => void (thoughts += thought),
    end(isWhole) {
      const { text, stopped } = show(splitter?.end(isWhole) ?? { text: "", thought: "" });
      if (stopped) return text;
      const rest = filter.rest();
      said += rest;
      return text + rest;
    },
    said: () => said,
    thoughts: () => thoughts,
    isOverCap: () => fewestTokens > request.maxTokens + SLACK_TOKENS,
    beganInThought: () => splitter?.beganInThought() ?? null,
  };
}
