import { expect, test } from "vitest";
import { cachedTokenShare, cachedTokenShareByProvider } from "./cached-token-share.ts";

const row = (provider: string, input: number, cached: number, cacheWrite5m = 0, cacheWrite1h = 0) => ({
  provider,
  input,
  cached,
  cacheWrite5m,
  cacheWrite1h,
});

test("L5 the share counts written tokens among the prompt's, and is separate for each provider", () => {
  const rows = [row("anthropic", 10, 60, 20, 10), row("anthropic", 0, 100), row("openai", 100, 0), row("groq", 0, 0)];
  expect(cachedTokenShareByProvider(rows)).toEqual({ anthropic: 0.8, openai: 0 });
  expect(cachedTokenShare([])).toBeNull();
});
