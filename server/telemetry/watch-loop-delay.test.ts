import { expect, test } from "vitest";
import { watchLoopDelay } from "./watch-loop-delay.process.ts";

const BLOCKED_MS = 300;

test("O3 a thread that was held up is seen, once", async () => {
  const readDelay = watchLoopDelay();
  const nextLook = () => new Promise((resolve) => setTimeout(resolve, 30));
  await nextLook();
  const until = performance.now() + BLOCKED_MS;
  while (performance.now() < until);
  await nextLook();
  expect(readDelay().max).toBeGreaterThan((BLOCKED_MS - 50) / 1000);
  expect(readDelay().max).toBe(0);
});
