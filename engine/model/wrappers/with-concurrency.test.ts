import fc from "fast-check";
import { expect, test } from "vitest";
import { PolicyName } from "../../../schema/messages/call-policies.ts";
import { testPolicies } from "../../../test/test-policies.ts";
import { createCallQueue } from "./with-concurrency.ts";

const { signal } = new AbortController();

test("L4 four hundred calls of a run in flight take none of the places of talk", async () => {
  const queue = createCallQueue(testPolicies, "server");
  const run = Array.from({ length: 400 }, () => queue.enter({ policy: "run", signal }));
  const leaves = await Promise.all(run);
  expect(queue.running()).toBe(400);
  await queue.enter({ policy: "talk", signal });
  expect(queue.waiting()).toBe(0);
  void queue.enter({ policy: "run", signal });
  expect(queue.waiting()).toBe(1);
  leaves[0]!();
  expect(queue.waiting()).toBe(0);
});

test("L2 L4 in any order of calls, aborts and ends, no policy exceeds its places, and nobody is passed over by work that nobody waits for", async () => {
  const step = fc.oneof(
    fc.record({ type: fc.constant("enter" as const), policy: fc.constantFrom(...PolicyName.options) }),
    fc.record({ type: fc.constantFrom("leave" as const, "abort" as const), which: fc.nat() }),
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { maxLength: 60 }),
      fc.option(fc.integer({ min: 1, max: 5 })),
      async (steps, total) => {
        const queue = createCallQueue(testPolicies, "machine", total ?? undefined);
        const running: { policy: PolicyName; leave: () => void }[] = [];
        const waiting = new Map<AbortController, PolicyName>();
        for (const one of steps) {
          if (one.type === "enter") {
            const stop = new AbortController();
            const { policy } = one;
            waiting.set(stop, policy);
            queue.enter({ policy, signal: stop.signal }).then(
              (leave) => {
                waiting.delete(stop);
                running.push({ policy, leave });
              },
              () => waiting.delete(stop),
            );
          } else if (one.type === "leave" && running.length > 0)
            running.splice(one.which % running.length, 1)[0]!.leave();
          else if (one.type === "abort" && waiting.size > 0) [...waiting.keys()][one.which % waiting.size]!.abort();
          await new Promise(setImmediate);
          expect(queue.running()).toBe(running.length);
          expect(queue.waiting()).toBe(waiting.size);
          expect(running.length).toBeLessThanOrEqual(total ?? Infinity);
          for (const policy of PolicyName.options) {
            const busy = running.filter((call) => call.policy === policy).length;
            const { places, priority } = testPolicies[policy];
            expect(busy).toBeLessThanOrEqual(places.machine);
            const isHeldBack = priority === "background" && queue.forPeople() > countOfPeople(running);
            const isFull = busy === places.machine || running.length === total;
            // A call only waits for a reason.
            if ([...waiting.values()].includes(policy)) expect(isFull || isHeldBack).toBe(true);
          }
        }
      },
    ),
  );
});

const countOfPeople = (calls: { policy: PolicyName }[]): number =>
  calls.filter(({ policy }) => testPolicies[policy].priority === "people").length;
