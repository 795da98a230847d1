import { expect, test } from "vitest";
import { emptyQueue, enqueue, takeBatch, waitFor } from "./announcement-queue.ts";

const more = (count: number) => `${count} more`;

test("W10 the first line is read out at once, the next after a pause", () => {
  const first = enqueue(emptyQueue, { text: "Ada came in." });
  expect(waitFor(first, 1000)).toBe(0);
  const { queue, lines } = takeBatch(first, 1000, more);
  expect(lines).toEqual([{ text: "Ada came in." }]);
  expect(waitFor(enqueue(queue, { text: "Ada left." }), 1500)).toBe(2000);
});

test("W10 a flood is announced as its last lines and a count", () => {
  const flood = ["a", "b", "c", "d", "e"].map((text) => ({ text, language: "de" })).reduce(enqueue, emptyQueue);
  expect(takeBatch(flood, 0, more).lines).toEqual([
    { text: "2 more" },
    ...["c", "d", "e"].map((text) => ({ text, language: "de" })),
  ]);
});
