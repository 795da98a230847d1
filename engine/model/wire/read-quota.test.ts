import fc from "fast-check";
import { expect, test } from "vitest";
import { readQuota } from "./read-quota.ts";

const NOW = Date.parse("2026-11-20T10:00:00Z");
const read = (headers: Record<string, string>) => readQuota(new Headers(headers), NOW);

test("L3 OpenAI and Groq report requests and tokens; the one closer to its end counts", () => {
  const headers = {
    "x-ratelimit-limit-requests": "500",
    "x-ratelimit-remaining-requests": "499",
    "x-ratelimit-reset-requests": "120ms",
    "x-ratelimit-limit-tokens": "30000",
    "x-ratelimit-remaining-tokens": "1500",
    "x-ratelimit-reset-tokens": "6m0s",
  };
  expect(read(headers)).toEqual({ of: "tokens", limit: 30_000, remaining: 1_500, resetsAt: NOW + 360_000 });
  expect(read({ ...headers, "x-ratelimit-remaining-tokens": "30000" })).toMatchObject({
    of: "requests",
    resetsAt: NOW + 120,
  });
  expect(read({ ...headers, "x-ratelimit-reset-tokens": "2m59.56s" })?.resetsAt).toBe(NOW + 179_560);
});

test("L3 Anthropic reports its limits with the time they renew", () => {
  const headers = {
    "anthropic-ratelimit-requests-limit": "50",
    "anthropic-ratelimit-requests-remaining": "0",
    "anthropic-ratelimit-requests-reset": "2026-11-20T10:01:00Z",
    "anthropic-ratelimit-input-tokens-limit": "40000",
    "anthropic-ratelimit-input-tokens-remaining": "39000",
  };
  expect(read(headers)).toEqual({ of: "requests", limit: 50, remaining: 0, resetsAt: NOW + 60_000 });
});

test("L3 a provider that reports nothing, or nonsense, has no quota", () => {
  expect(read({})).toBeNull();
  expect(read({ "x-ratelimit-limit-tokens": "many", "x-ratelimit-remaining-tokens": "-3" })).toBeNull();
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), (limit, remaining, reset) => {
      const headers: Record<string, string> = { limit, remaining, reset };
      const quota = readQuota({ get: (name) => headers[name.split("-")[2]!] ?? null }, NOW);
      if (!quota) return;
      expect(quota.limit).toBeGreaterThan(0);
      expect(quota.remaining).toBeLessThanOrEqual(quota.limit);
      expect(quota.resetsAt === null || Number.isFinite(quota.resetsAt)).toBe(true);
    }),
  );
});
