import { expect, test } from "vitest";
import { createServerClock } from "./server-clock.ts";

test("C2 the page's time is what the server said last, and what has passed here since, whatever this machine's clock says", () => {
  let passed = 5_000;
  const clock = createServerClock(() => passed);
  expect(clock.read()).toBeNull();
  clock.set(1_700_000_000_000);
  passed += 1_500;
  expect(clock.read()).toBe(1_700_000_001_500);
});
