import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ModelError, type AdapterEvent, type ModelAdapter } from "../language-model.ts";
import { collect, testScope } from "../../../test/model-servers/collect.ts";
import { withTimeouts } from "./with-timeouts.adapter.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Yields a word, or only a thought, and then nothing until it is aborted. */
function falling(begin: "word" | "thought" | "nothing"): ModelAdapter {
  return {
    route: { provider: "test", model: "m", local: false },
    async *stream(_request, { signal }): AsyncGenerator<AdapterEvent> {
      if (begin === "word") yield { type: "text-delta", text: "Good " };
      if (begin === "thought") yield { type: "thought", text: "" };
      await new Promise((resolve) => signal.addEventListener("abort", resolve));
      throw new ModelError("aborted", "It was stopped.");
    },
  };
}

/** How it ended, by the ms that have passed; null while it continues. */
async function endAfter(begin: "word" | "thought" | "nothing", timeouts: { firstTokenMs: number; stallMs: number }) {
  const model = withTimeouts(falling(begin), () => ({ ...timeouts, thinkingMs: 120_000 }));
  let code: string | null = null;
  const call = collect(model.stream({ messages: [], maxTokens: 1 }, testScope()));
  void call.then(({ error }) => (code = error?.code ?? "none"));
  let passed = 0;
  return async (ms: number) => {
    await vi.advanceTimersByTimeAsync(ms - passed);
    passed = ms;
    return code;
  };
}

test.each([
  ["shorter", { firstTokenMs: 10_000, stallMs: 2_000 }],
  ["longer", { firstTokenMs: 2_000, stallMs: 10_000 }],
])(
  "L3 once it has begun to answer it may be silent for the stall time, be that %s than the first one",
  async (...one) => {
    const [, timeouts] = one;
    const { firstTokenMs, stallMs } = timeouts;
    const unbegun = await endAfter("nothing", timeouts);
    expect([await unbegun(firstTokenMs - 1), await unbegun(firstTokenMs)]).toEqual([null, "first-token-timeout"]);
    const begun = await endAfter("word", timeouts);
    expect([await begun(stallMs - 1), await begun(stallMs)]).toEqual([null, "stalled"]);
    const thinking = await endAfter("thought", timeouts);
    expect([await thinking(stallMs - 1), await thinking(stallMs)]).toEqual([null, "first-token-timeout"]);
  },
);
