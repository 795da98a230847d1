/**
 * What the model has evaluated, in several sequences. A call gets the one that already holds most of its prompt, which
 * is the persona's own while it talks; a persona that begins takes the one that has not been used for longest.
 */
import type { LlamaContext, LlamaContextSequence, Token } from "node-llama-cpp";
import { planReuse } from "./reuse-tokens.ts";

/** Prompt tokens evaluated between two checks of the abort signal. */
const PREFILL_SLICE_TOKENS = 64;
/** The longest that a call waits for what is read ahead: about half a second on two cores. */
const AHEAD_SLICE_TOKENS = 32;
/** A sequence that holds less of the prompt belongs to another talk, which will need it. */
const OWN_SHARE = 0.4;

export type SequencePool = {
  /** Runs `use` with a sequence for `prompt` once one is free; `cachedTokens` of it are already evaluated. */
  run<Result>(
    prompt: Token[],
    signal: AbortSignal,
    use: (sequence: LlamaContextSequence, cachedTokens: number) => Promise<Result>,
  ): Promise<Result>;
  /**
   * Evaluates a prompt that a call will begin with, until a call comes; nothing while one runs.
   *
   * @returns how many of its tokens were held before, or are not read
   */
  readAhead(prompt: Token[], signal: AbortSignal): Promise<number>;
};

/** @param places how many sequences are evaluated at a time; the others only keep what they hold */
export function createSequencePool(context: LlamaContext, places: number): SequencePool {
  /** The longest unused first. */
  const free = Array.from({ length: context.totalSequences }, () => context.getSequence());
  const waiting: (() => void)[] = [];
  let busy = 0;
  let readsAhead = false;

  async function take(prompt: Token[], signal: AbortSignal): Promise<LlamaContextSequence> {
    while (busy >= places || readsAhead) await new Promise<void>((resolve) => waiting.push(resolve));
    if (signal.aborted) waiting.shift()?.();
    signal.throwIfAborted();
    busy += 1;
    return takeBest(prompt);
  }

  function takeBest(prompt: Token[]): LlamaContextSequence {
    const reused = free.map((sequence) => planFor(sequence, prompt).reused);
    const most = Math.max(...reused);
    return free.splice(most >= prompt.length * OWN_SHARE ? reused.indexOf(most) : 0, 1)[0]!;
  }

  return {
    async run(prompt, signal, use) {
      const sequence = await take(prompt, signal);
      try {
        // The last prompt token must be evaluated again, because the first new one is sampled from it.
        const { reused, erase } = planFor(sequence, prompt.slice(0, -1));
        await sequence.eraseContextTokenRanges(erase);
        await prefill(sequence, prompt.slice(0, -1), signal);
        return await use(sequence, reused);
      } finally {
        free.push(sequence);
        busy -= 1;
        waiting.shift()?.();
      }
    },

    async readAhead(prompt, signal) {
      // Where memory allows no more sequences than calls, each would take the place of a prompt that is needed.
      if (busy > 0 || readsAhead || free.length <= places) return prompt.length;
      readsAhead = true;
      const sequence = takeBest(prompt);
      try {
        const { reused, erase } = planFor(sequence, prompt);
        await sequence.eraseContextTokenRanges(erase);
        while (sequence.nextTokenIndex < prompt.length && waiting.length === 0 && !signal.aborted)
          await evaluateNext(sequence, prompt, AHEAD_SLICE_TOKENS);
        return prompt.length - (sequence.nextTokenIndex - reused);
      } finally {
        free.push(sequence);
        readsAhead = false;
        for (const proceed of waiting.splice(0, places)) proceed();
      }
    },
  };
}

/** Models with a state that cannot be taken apart (recurrent, sliding window) keep checkpoints instead. */
const planFor = (sequence: LlamaContextSequence, prompt: Token[]) =>
  planReuse(sequence.contextTokens, prompt, !sequence.needsCheckpoints);

/** In slices, so that an abort does not wait for a long prompt. */
async function prefill(sequence: LlamaContextSequence, prompt: Token[], signal: AbortSignal): Promise<void> {
  while (sequence.nextTokenIndex < prompt.length) {
    signal.throwIfAborted();
    await evaluateNext(sequence, prompt, PREFILL_SLICE_TOKENS);
  }
  signal.throwIfAborted();
}

async function evaluateNext(sequence: LlamaContextSequence, prompt: Token[], tokens: number): Promise<void> {
  const start = sequence.nextTokenIndex;
  await sequence.evaluateWithoutGeneratingNewTokens(prompt.slice(start, start + tokens));
}
