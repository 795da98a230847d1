import { afterEach, expect, test, vi } from "vitest";
import { newId } from "./new-id.adapter.ts";

afterEach(() => vi.useRealTimers());

const isInOrder = (ids: string[]) => ids.every((id, index) => index === 0 || id > ids[index - 1]!);

test("C7 ids of one process follow each other, however many a millisecond has", () => {
  // Later than the other test's clock: ids never go back.
  vi.useFakeTimers({ now: new Date("2061-01-01") });
  const ids = Array.from({ length: 20_000 }, newId);
  expect(isInOrder(ids)).toBe(true);
  expect(ids[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(Number.parseInt(ids[0]!.replace("-", "").slice(0, 12), 16)).toBe(Date.now());
});

test("C7 a clock that is set back does not put new ids before old ones", () => {
  vi.useFakeTimers({ now: new Date("2060-02-01") });
  const before = newId();
  vi.setSystemTime(new Date("2060-01-31"));
  expect(isInOrder([before, newId(), newId()])).toBe(true);
});
