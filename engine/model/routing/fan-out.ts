/**
 * Many calls with a common prompt prefix (SPEC L5). A provider can reuse the prefix only once it has begun to
 * answer a call with it: one call goes first, and the rest follow when its answer begins.
 */
import type { ModelEvent } from "../language-model.ts";

export type FanOutCall = () => AsyncIterable<ModelEvent>;
export type WholeAnswer = { text: string; finish: Extract<ModelEvent, { type: "finish" }> };

/**
 * When the first call fails before its answer begins, the next one goes first instead.
 *
 * @param limit maximum number of concurrent calls
 * @param onSettled called with each call as it ends; the next call waits for its promise. When it throws, no further call
 * is begun
 */
export async function fanOut(
  calls: readonly FanOutCall[],
  limit: number,
  onSettled: (index: number, answer: PromiseSettledResult<WholeAnswer>) => void | Promise<void>,
): Promise<void> {
  const warm = Promise.withResolvers<void>();
  let next = 0;

  async function work(waitsFor: Promise<void> | null): Promise<void> {
    await waitsFor;
    try {
      while (next < calls.length) {
        const index = next++;
        const [answer] = await Promise.allSettled([readAnswer(calls[index]!, warm.resolve)]);
        await onSettled(index, answer);
      }
    } finally {
      next = calls.length;
      warm.resolve();
    }
  }

  const followers = Array.from({ length: Math.min(limit, calls.length) - 1 }, () => work(warm.promise));
  await Promise.all([work(null), ...followers]);
}

async function readAnswer(call: FanOutCall, onBegin: () => void): Promise<WholeAnswer> {
  let text = "";
  let finish: WholeAnswer["finish"] | null = null;
  for await (const event of call()) {
    onBegin();
    if (event.type === "text-delta") text += event.text;
    else finish = event;
  }
  if (!finish) throw new Error("a model's answer ended without a finish");
  return { text, finish };
}
