import { expect, test } from "vitest";
import { listSteps, type StepName } from "./list-steps.ts";

const section = (minutes: number) => ({ title: "Habits", minutes, prompts: [], probes: [] });
const empty = { topic: " ", guide: [], personaIds: [], consent: "" };
const missing = (steps: ReturnType<typeof listSteps>): StepName[] =>
  steps.flatMap(({ name, state }) => (state === "missing" ? name : []));

test("C9 of a session from scratch everything is still to be prepared but its place, and a limit, which is optional", () => {
  const steps = listSteps({ plan: empty, people: [], budgetNano: null });
  expect(missing(steps)).toEqual(["brief", "guide", "panel", "people", "consent"]);
  expect(steps.find(({ name }) => name === "budget")!.state).toBe("optional");
});

test("C9 a prepared session has its guide's minutes, its personas, and the people who came and stayed", () => {
  const plan = { topic: "Buses", guide: [section(5), section(10)], personaIds: ["a", "b"], consent: "You agree." };
  const people = [{ status: "waiting" }, { status: "withdrawn" }, { status: "admitted" }] as const;
  const steps = listSteps({ plan, people, budgetNano: 1 });
  expect(steps.every(({ state }) => state === "done")).toBe(true);
  expect(steps.flatMap(({ name, count }) => (count === null ? [] : [[name, count]]))).toEqual([
    ["guide", 15],
    ["panel", 2],
    ["people", 2],
  ]);
});
