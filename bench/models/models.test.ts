import { describe, expect, test } from "vitest";
import { measureCachedShare } from "./measure-cached-share.ts";
import { createMarkedCache } from "./providers/marked-cache.ts";
import { createPrefixCache } from "./providers/prefix-cache.ts";
import type { Piece } from "./providers/read-prompt.ts";

test("L5 in a talk of thirty turns at least four fifths of the prompts come from the cache, with every provider", async () => {
  const shares = await measureCachedShare();
  expect(Object.keys(shares)).toEqual(["openai", "anthropic", "gemini", "groq", "vllm"]);
  for (const [provider, share] of Object.entries(shares)) expect(share, provider).toBeGreaterThanOrEqual(0.8);
});

describe("the benchmark's providers keep to their rules", () => {
  const piece = (text: string, mark?: Piece["mark"]): Piece => ({ role: "user", text, ...(mark && { mark }) });
  const long = (letter: string, tokens = 1100) => letter.repeat(tokens * 4);
  let now = 0;

  test("a beginning is reused from its minimum on, in whole blocks, in its room, for its time", () => {
    const count = createPrefixCache({ minimumTokens: 1024, blockTokens: 128, keptMs: 1000 }, () => now);
    const cachedOf = (room: string, ...pieces: Piece[]) => count(room, pieces).cached;
    expect(cachedOf("one", piece(long("a")), piece("b"))).toBe(0);
    expect(cachedOf("one", piece(long("a")), piece("c"))).toBe(1024);
    expect(cachedOf("two", piece(long("a")), piece("c"))).toBe(0);
    expect(cachedOf("one", piece(`x${long("a")}`))).toBe(0);
    expect(cachedOf("one", piece(long("a", 900)))).toBe(0);
    now += 1001;
    expect(cachedOf("one", piece(long("a")))).toBe(0);
  });

  test("marked ends are written and found, no others, and not where they are too short", () => {
    const rules = { minimumTokens: 1024, mostWrites: 4, mostMarks: 4, lookBack: 3 };
    const count = createMarkedCache({ ...rules, keptMs: { "5m": 1000, "1h": 9000, explicit: 0 } }, () => now);
    const frozen = piece(long("a"), "1h");
    expect(count("", [frozen, piece("b", "5m"), piece("c")])).toMatchObject({
      cached: 0,
      written1h: 1104,
      written5m: 5,
    });
    expect(count("", [frozen, piece("b"), piece("d", "5m")])).toMatchObject({ cached: 1109, written5m: 5 });
    expect(count("", [piece(long("a")), piece("b"), piece("d"), piece("e"), piece("f"), piece("g", "5m")]).cached).toBe(
      0,
    );
    expect(count("", [piece("short", "5m")])).toMatchObject({ written5m: 0 });
    now += 1001;
    expect(count("", [frozen, piece("b", "5m")])).toMatchObject({ cached: 1104, written5m: 5 });
    expect(() => count("", [piece("b", "5m"), frozen])).toThrow("1h before 5m");
    expect(() =>
      count(
        "",
        Array.from({ length: 5 }, () => piece("b", "5m")),
      ),
    ).toThrow("at most 4 marks");
  });
});
