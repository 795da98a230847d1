/** The contract of every response cache. Call it inside a test file; `open` returns an empty one and a function that advances its clock. */
import { expect, test } from "vitest";
import {
  ANSWER_KEPT_MS,
  LONGEST_ANSWER_BYTES,
  type ResponseCache,
} from "../../engine/model/response-cache/response-cache.ts";

export type CacheUnderTest = { cache: ResponseCache; passTime(ms: number): Promise<void> };

export function testResponseCache(open: () => Promise<CacheUnderTest>): void {
  test("L4 a cached answer is found again, in any script, and the last one wins", async () => {
    const { cache } = await open();
    expect(await cache.get("key")).toBeNull();
    await cache.set("key", "café 🎭\n{}");
    expect(await cache.get("key")).toBe("café 🎭\n{}");
    await cache.set("key", "");
    expect(await cache.get("key")).toBe("");
    expect(await cache.get("other")).toBeNull();
  });

  test("L4 an answer is kept for its time and no longer, however often it is read", async () => {
    const { cache, passTime } = await open();
    await cache.set("key", "answer");
    await passTime(ANSWER_KEPT_MS - 60_000);
    expect(await cache.get("key")).toBe("answer");
    await passTime(60_001);
    expect(await cache.get("key")).toBeNull();
  });

  test("L4 a very long answer is not kept, and takes a former one's place all the same", async () => {
    const { cache } = await open();
    await cache.set("key", "short");
    await cache.set("key", "x".repeat(LONGEST_ANSWER_BYTES));
    expect(await cache.get("key")).toBeNull();
  });
}
