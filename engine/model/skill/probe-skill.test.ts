import { expect, test } from "vitest";
import { testScope } from "../../../test/model-servers/collect.ts";
import { NO_USAGE } from "../usage/add-usage.ts";
import { ModelError, type LanguageModel } from "../language-model.ts";
import { probeSkill } from "./probe-skill.ts";

/** A model without a telling name, which answers what it is asked by these rules. */
function modelOf(answer: (question: string) => string) {
  let calls = 0;
  const model: LanguageModel = {
    route: { provider: "compatible", model: "served", local: true },
    async *stream(request) {
      calls += 1;
      const question = "messages" in request ? request.messages.map(({ content }) => content).join("\n") : "";
      yield { type: "text-delta", text: answer(question) };
      yield { type: "finish", reason: "stop", usage: NO_USAGE };
    },
  };
  return { model, calls: () => calls };
}

const followsTalk = (question: string): string | null => {
  if (question.includes("umbrella")) return "Tom lost his umbrella.";
  if (question.includes("what is your work")) return "I bake.";
  return question.includes("river") ? "River." : null;
};
const reasons = (question: string): string => {
  if (question.includes("bolts")) return "Ben, Cleo";
  return question.includes("month") ? "Not allowed." : "Wednesday";
};

test("L2 a model that follows a talk and reasons is large, after six calls", async () => {
  const { model, calls } = modelOf((question) => followsTalk(question) ?? reasons(question));
  expect(await probeSkill(model, testScope())).toBe("large");
  expect(calls()).toBe(6);
});

test("L2 one that follows a talk only is middle, also with one slip", async () => {
  const { model } = modelOf((question) => followsTalk(question) ?? "January");
  expect(await probeSkill(model, testScope())).toBe("middle");
  const slips = modelOf((question) => (question.includes("umbrella") ? "A hat." : (followsTalk(question) ?? "Ada")));
  expect(await probeSkill(slips.model, testScope())).toBe("middle");
});

test("L2 one that says its instructions back is tiny, after three calls", async () => {
  const { model, calls } = modelOf((question) => question.split("\n")[0]!);
  expect(await probeSkill(model, testScope())).toBe("tiny");
  expect(calls()).toBe(3);
});

test("L2 a failing call is no verdict", async () => {
  const { model } = modelOf(() => {
    throw new ModelError("unreachable", "away");
  });
  await expect(probeSkill(model, testScope())).rejects.toThrow("away");
});
