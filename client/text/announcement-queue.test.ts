import { expect, test } from "vitest";
import { emptyQueue, enqueue, takeBatch, waitFor } from "./announcement-queue.ts";

const more = (count: number) => `${count} more`;

test("W10 the first line is read out at once, the next after a pause", () => {
  const first = enqueue(emptyQueue, "Ada came in.");
  expect(waitFor(first, 1000)).toBe(0);
  const { queue, text } = takeBatch(first, 1000, more);
  expect(text).toBe("Ada came in.");
  expect(waitFor(enqueue(queue, "Ada left."), 1500)).toBe(2000);
});

test("W10 a flood is told as its last lines and a count", () => {
  const flood = ["a", "b", "c", "d", "e"].reduce(enqueue, emptyQueue);
  expect(takeBatch(flood, 0, more).text).toBe("2 more\nc\nd\ne");
});
