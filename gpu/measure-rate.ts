/** How many tokens a second an endpoint reads and writes under load, by calls of two kinds. */
import { request, type Endpoint } from "./check-endpoint.ts";

export interface Measured {
  readPerSecond: number;
  writePerSecond: number;
  /** Share (0–1) of prompt tokens that came from the cache when a prompt was sent again; null if it is not reported. */
  cachedShare: number | null;
}

interface Answer {
  usage: {
    prompt_tokens: number;
    completion_tokens: number;
    prompt_tokens_details?: { cached_tokens?: number } | null;
  };
}

const READ_WORDS = 1_200;
const WRITTEN_TOKENS = 200;

/**
 * @param calls at a time: as many as a run would make
 * @param now ms of a monotonic clock
 */
export async function measureRate(
  endpoint: Endpoint & { model: string },
  calls: number,
  now: () => number,
): Promise<Measured> {
  const ask = async (prompt: string, maxTokens: number): Promise<Answer["usage"]> => {
    const body = { model: endpoint.model, prompt, max_tokens: maxTokens, temperature: 1, ignore_eos: true };
    return ((await (await request(endpoint, "/completions", body)).json()) as Answer).usage;
  };
  const together = async (prompts: readonly string[], maxTokens: number) => {
    const began = now();
    const usages = await Promise.all(prompts.map((prompt) => ask(prompt, maxTokens)));
    return { usages, seconds: (now() - began) / 1000 };
  };
  const sum = (usages: Answer["usage"][], of: "prompt_tokens" | "completion_tokens") =>
    usages.reduce((total, usage) => total + usage[of], 0);
  // Different from the first word on, so that nothing of them is cached.
  const prompts = Array.from({ length: calls }, (_, call) => wordsOf(call));
  const read = await together(prompts, 1);
  const again = await ask(prompts[0]!, 1);
  const written = await together(
    Array.from({ length: calls }, (_, call) => `${call} people met. `),
    WRITTEN_TOKENS,
  );
  const cached = again.prompt_tokens_details?.cached_tokens;
  return {
    readPerSecond: sum(read.usages, "prompt_tokens") / read.seconds,
    writePerSecond: sum(written.usages, "completion_tokens") / written.seconds,
    cachedShare: cached === undefined ? null : cached / again.prompt_tokens,
  };
}

const wordsOf = (call: number): string =>
  Array.from({ length: READ_WORDS }, (_, word) => `${(call * 7919 + word * 104_729) % 9973}`).join(" ");
