import { beforeEach, expect, test } from "vitest";
import { createTypingSignal } from "./typing-signal.ts";

let now = 0;
let sent: boolean[] = [];
let waiting: { action: () => void; at: number } | null = null;

const signal = () =>
  createTypingSignal(
    (typing) => sent.push(typing),
    () => now,
    (action, ms) => {
      waiting = { action, at: now + ms };
      return () => {
        waiting = null;
      };
    },
  );

beforeEach(() => {
  now = 0;
  sent = [];
  waiting = null;
});

test("C4 a burst of keys is sent once, and again while typing continues", () => {
  const typing = signal();
  for (now = 0; now < 4000; now += 100) typing.key();
  expect(sent).toEqual([true, true]);
});

test("C4 a pause takes it back", () => {
  signal().key();
  waiting?.action();
  expect(sent).toEqual([true, false]);
});

test("C4 sending takes it back at once, and only once", () => {
  const typing = signal();
  typing.key();
  typing.stop();
  typing.stop();
  expect(sent).toEqual([true, false]);
  expect(waiting).toBeNull();
});
