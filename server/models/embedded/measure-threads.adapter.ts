/**
 * The number of threads with which this model is fastest on this machine. It has to be measured: on two
 * cores a small model has been seen at 95 tokens a second with one thread and 0.3 with four.
 */
import type { LlamaModel } from "node-llama-cpp";

const LONGEST_TRIAL_MS = 1_500;
const LONGEST_MEASUREMENT_MS = 10_000;
const TRIAL_TOKENS = 32;
/** More threads must be faster by this factor: spare ones are left to the server. */
const WORTHWHILE_GAIN = 1.15;

export type Measurement = { threads: number; tokensPerSecond: number };

export async function measureThreads(model: LlamaModel, cores: number): Promise<Measurement> {
  const started = performance.now();
  let best: Measurement = { threads: 1, tokensPerSecond: await speakWith(model, 1) };
  for (const threads of candidates(cores)) {
    if (performance.now() - started > LONGEST_MEASUREMENT_MS - 2 * LONGEST_TRIAL_MS) break;
    const tokensPerSecond = await speakWith(model, threads);
    if (tokensPerSecond < best.tokensPerSecond * WORTHWHILE_GAIN) break;
    best = { threads, tokensPerSecond };
  }
  return best;
}

/** 2, 4, 6, 8, 12, 16 … up to the cores; one thread is always tried first. */
const candidates = (cores: number): number[] => [2, 4, 6, 8, 12, 16, 24, 32].filter((threads) => threads <= cores);

async function speakWith(model: LlamaModel, threads: number): Promise<number> {
  const context = await model.createContext({ threads, contextSize: 256 });
  try {
    const prompt = model.tokenize("The people in the theatre began to talk about");
    const tokens = context.getSequence().evaluate(prompt);
    await tokens.next();
    const started = performance.now();
    let count = 0;
    while (count < TRIAL_TOKENS && performance.now() - started < LONGEST_TRIAL_MS) {
      if ((await tokens.next()).done) break;
      count += 1;
    }
    await tokens.return();
    return (count * 1_000) / (performance.now() - started);
  } finally {
    await context.dispose();
  }
}
