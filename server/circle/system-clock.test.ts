import { afterEach, expect, test, vi } from "vitest";
import { systemClock } from "./system-clock.adapter.ts";

const DAY_MS = 86_400_000;

afterEach(() => void vi.useRealTimers());

test("C9 what is to happen in two months does not happen at once", () => {
  vi.useFakeTimers();
  const run = vi.fn<() => void>();
  systemClock.schedule(Date.now() + 60 * DAY_MS, run);
  vi.advanceTimersByTime(20 * DAY_MS);
  expect(run).not.toHaveBeenCalled();
});
