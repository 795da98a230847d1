/** The model's parallel conversations. A call gets the free sequence that already holds most of its prompt. */
import type { LlamaContext, LlamaContextSequence, Token } from "node-llama-cpp";

/** Prompt tokens evaluated between two checks of the abort signal. */
const PREFILL_SLICE_TOKENS = 64;

export type SequencePool = {
  /** Runs `use` with a sequence for `prompt` once one is free; `cachedTokens` of it are already evaluated. */
  run<Result>(
    prompt: Token[],
    signal: AbortSignal,
    use: (sequence: LlamaContextSequence, cachedTokens: number) => Promise<Result>,
  ): Promise<Result>;
};

export function createSequencePool(context: LlamaContext): SequencePool {
  const free = Array.from({ length: context.totalSequences }, () => context.getSequence());
  const waiting: (() => void)[] = [];

  const wakeNext = () => waiting.shift()?.();

  async function take(prompt: Token[], signal: AbortSignal): Promise<LlamaContextSequence> {
    while (free.length === 0) await new Promise<void>((resolve) => waiting.push(resolve));
    if (signal.aborted) wakeNext();
    signal.throwIfAborted();
    const shared = free.map((sequence) => sequence.compareContextTokens(prompt).firstDifferentIndex);
    const best = shared.indexOf(Math.max(...shared));
    return free.splice(best, 1)[0]!;
  }

  return {
    async run(prompt, signal, use) {
      const sequence = await take(prompt, signal);
      try {
        // The last prompt token must be evaluated again, because the first new one is sampled from it.
        const cached = Math.min(sequence.compareContextTokens(prompt).firstDifferentIndex, prompt.length - 1);
        await sequence.eraseContextTokenRanges([{ start: cached, end: sequence.nextTokenIndex }]);
        await prefill(sequence, prompt, signal);
        return await use(sequence, cached);
      } finally {
        free.push(sequence);
        wakeNext();
      }
    },
  };
}

/** Evaluates the prompt in slices, so that an abort does not wait for a long one. */
async function prefill(sequence: LlamaContextSequence, prompt: Token[], signal: AbortSignal): Promise<void> {
  const end = prompt.length - 1;
  while (sequence.nextTokenIndex < end) {
    signal.throwIfAborted();
    const start = sequence.nextTokenIndex;
    await sequence.evaluateWithoutGeneratingNewTokens(prompt.slice(start, Math.min(end, start + PREFILL_SLICE_TOKENS)));
  }
  signal.throwIfAborted();
}
