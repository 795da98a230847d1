import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { countMisses, readParaphrasedFacts } from "../../test/memory/count-misses.ts";
import { hasSmallEmbedding, openSmallEmbedding } from "../../test/small-embedding.ts";

describe.skipIf(!hasSmallEmbedding)("facts asked for in other words", () => {
  let embedding: Awaited<ReturnType<typeof openSmallEmbedding>>;
  beforeAll(async () => {
    embedding = await openSmallEmbedding();
  });
  afterAll(() => embedding.close());

  test("M5 by meaning, at most half as many of 200 are missed at 5 as by words", { timeout: 120_000 }, async () => {
    const facts = readParaphrasedFacts("english");
    expect(new Set(facts.map(([fact]) => fact)).size).toBe(200);
    const byWords = await countMisses(facts, null);
    expect(await countMisses(facts, embedding)).toBeLessThanOrEqual(byWords / 2);
  });
});
