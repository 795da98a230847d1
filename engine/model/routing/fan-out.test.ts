import { describe, expect, test } from "vitest";
import { NO_USAGE } from "../usage/add-usage.ts";
import { fanOut, type FanOutCall, type WholeAnswer } from "./fan-out.ts";
import { ModelError, type ModelEvent } from "../language-model.ts";

/** Calls under the test's control: each waits for a signal to begin and to end. */
function stage(count: number) {
  const calls = Array.from({ length: count }, () => ({
    begun: false,
    answer: Promise.withResolvers<void>(),
    end: Promise.withResolvers<void>(),
  }));
  const open = calls.map((call, index): FanOutCall => {
    return async function* (): AsyncGenerator<ModelEvent> {
      call.begun = true;
      await call.answer.promise;
      yield { type: "text-delta", text: `answer ${index}` };
      await call.end.promise;
      yield { type: "finish", reason: "stop", usage: NO_USAGE };
    };
  });
  return { calls, open, begun: () => calls.flatMap(({ begun }, index) => (begun ? [index] : [])) };
}
const settle = () => new Promise((resolve) => setImmediate(resolve));
const failure = new ModelError("overloaded", "busy");

describe("warm, then fan out", () => {
  test("L5 the rest waits until the first answer begins, not until it ends, and then keeps the limit", async () => {
    const { calls, open, begun } = stage(6);
    const answers: [number, string][] = [];
    const done = fanOut(open, 3, (index, answer) => void answers.push([index, textOf(answer)]));
    await settle();
    expect(begun()).toEqual([0]);
    calls[0]!.answer.resolve();
    await settle();
    expect(begun()).toEqual([0, 1, 2]);
    for (const { answer } of calls) answer.resolve();
    calls[1]!.end.resolve();
    await settle();
    expect(begun()).toEqual([0, 1, 2, 3]);
    for (const { end } of calls) end.resolve();
    await done;
    expect(answers.toSorted()).toEqual(calls.map((_, index) => [index, `answer ${index}`]));
  });

  test("L5 when the first fails the next one warms, and each failure is reported", async () => {
    const { calls, open, begun } = stage(4);
    const statuses: string[] = [];
    const done = fanOut(open, 4, (index, { status }) => void (statuses[index] = status));
    calls[0]!.answer.reject(failure);
    await settle();
    expect(begun()).toEqual([0, 1]);
    calls[1]!.answer.reject(failure);
    await settle();
    expect(begun()).toEqual([0, 1, 2]);
    calls[2]!.answer.resolve();
    await settle();
    expect(begun()).toEqual([0, 1, 2, 3]);
    calls[3]!.answer.resolve();
    for (const { end } of calls) end.resolve();
    await done;
    expect(statuses).toEqual(["rejected", "rejected", "fulfilled", "fulfilled"]);
  });

  test("S6 when an answer cannot be stored, no further call is started", async () => {
    const { calls, open, begun } = stage(20);
    for (const { answer, end } of calls) {
      answer.resolve();
      end.resolve();
    }
    await expect(fanOut(open, 2, () => Promise.reject(new Error("disk full")))).rejects.toThrow("disk full");
    expect(begun().length).toBeLessThanOrEqual(2);
  });

  test("L5 no calls, no answers", () => fanOut([], 5, () => expect.unreachable()));
});

const textOf = (answer: PromiseSettledResult<WholeAnswer>) => (answer.status === "fulfilled" ? answer.value.text : "");
