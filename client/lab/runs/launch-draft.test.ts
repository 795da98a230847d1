import { expect, test } from "vitest";
import { RunDraft } from "../../../schema/messages/run.ts";
import { FIRST_FIELDS, readNumberField, toDrafts, type LaunchFields } from "./launch-draft.ts";

const toDraft = (fields: LaunchFields, usualName: string) => toDrafts(fields, usualName, String)[0] ?? null;
const FILLED = { ...FIRST_FIELDS, surveyId: "s", targetId: "t" };

test("S6 what the launch form asks for is what the server takes", () => {
  const draft = RunDraft.parse(
    toDraft({ ...FILLED, temperature: "0,7", budget: "2.50", setIn: " October 1996 " }, "News"),
  );
  expect(draft).toMatchObject({
    name: "News",
    size: 40,
    temperature: 0.7,
    budgetNano: 2_500_000_000,
    setIn: "October 1996",
    model: null,
    plan: null,
  });
  const plan = { ...FILLED.plan, outcomes: ["vote"] };
  expect(toDraft({ ...FILLED, plan }, "News")).toMatchObject({ plan });
  expect(toDraft({ ...FILLED, readOut: "log-probabilities" }, "News")).toMatchObject({ readOut: "sampled" });
  expect(toDraft({ ...FILLED, readOut: "log-probabilities", form: "completion" }, "News")).toMatchObject({
    readOut: "log-probabilities",
  });
  expect(toDraft({ ...FILLED, calls: "batch" }, "News")).toMatchObject({ calls: "batch" });
  expect(toDraft({ ...FILLED, calls: "batch", form: "completion" }, "News")).toMatchObject({ calls: "live" });
});

test("S6 nothing is launched while a field is missing or out of range", () => {
  expect(toDraft(FIRST_FIELDS, "News")).toBeNull();
  expect(toDraft({ ...FILLED, size: "0" }, "News")).toBeNull();
  expect(toDraft({ ...FILLED, seed: "1.5" }, "News")).toBeNull();
  expect(toDraft({ ...FILLED, budget: "lots" }, "News")).toBeNull();
  expect(readNumberField("temperature", "2.1")).toBeNull();
});

test("S6 several methods are a run each, of the same people with the same budget, named by their method", () => {
  const fields = { ...FILLED, methods: ["alterity", "simple-persona"] as const, budget: "2", name: "N".repeat(120) };
  const drafts = toDrafts(fields, "News", (method) => `by ${method}`);
  expect(drafts.map(({ method }) => method)).toEqual(fields.methods);
  for (const draft of drafts) {
    const { name, size, seed, budgetNano } = RunDraft.parse(draft);
    expect({ size, seed, budgetNano }).toEqual({ size: 40, seed: 1, budgetNano: 2_000_000_000 });
    expect(name).toMatch(new RegExp(`^N+ – by ${draft.method}$`));
  }
  expect(toDrafts({ ...fields, methods: [] }, "News", String)).toEqual([]);
});
