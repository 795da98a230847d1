import { expect, test } from "vitest";
import { listSteps, type StepName } from "./list-steps.ts";

const section = (minutes: number) => ({ title: "Habits", minutes, prompts: [], probes: [] });
const empty = { topic: " ", guide: [], personaIds: [], consent: "" };
const missing = (steps: ReturnType<typeof listSteps>): StepName[] =>
  steps.flatMap(({ name, isDone }) => (isDone ? [] : name));

test("C9 of a session from scratch everything but its place is still to be prepared", () => {
  expect(missing(listSteps({ plan: empty, people: [], budgetNano: null }))).toEqual([
    "brief",
    "guide",
    "panel",
    "people",
    "consent",
    "budget",
  ]);
});

test("C9 a prepared session has its guide's minutes, its personas, and the people who came and stayed", () => {
  const plan = { topic: "Buses", guide: [section(5), section(10)], personaIds: ["a", "b"], consent: "You agree." };
  const people = [{ status: "waiting" }, { status: "withdrawn" }, { status: "admitted" }] as const;
  const steps = listSteps({ plan, people, budgetNano: 1 });
  expect(missing(steps)).toEqual([]);
  expect(steps.flatMap(({ name, count }) => (count === null ? [] : [[name, count]]))).toEqual([
    ["guide", 15],
    ["panel", 2],
    ["people", 2],
  ]);
});
