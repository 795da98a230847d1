import { mkdtempSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ModelError, type LanguageModel } from "../../../engine/model/language-model.ts";
import { NO_USAGE } from "../../../engine/model/usage/add-usage.ts";
import { testScope } from "../../../test/model-servers/collect.ts";
import { createModelSkills } from "./model-skills.adapter.ts";

const route = { provider: "compatible", model: "served", local: true };
const fileIn = () => join(mkdtempSync(join(tmpdir(), "dramatis skills ")), "models", "skills.json");

/** It understands nothing. */
function createParrot() {
  const calls: string[] = [];
  const model: LanguageModel = {
    route,
    async *stream() {
      calls.push("");
      yield { type: "text-delta", text: "Polly" };
      yield { type: "finish", reason: "stop", usage: NO_USAGE };
    },
  };
  return { model, calls };
}

test("L2 a model of this machine counts as tiny until it is probed, then as probed, also over restarts for these weights", async () => {
  const file = fileIn();
  const { model, calls } = createParrot();
  const skills = createModelSkills(file, () => undefined);
  expect(skills.of(route)).toBe("tiny");
  expect(skills.of({ ...route, local: false })).toBe("large");
  await Promise.all([skills.learn(model, "1 MB", testScope()), skills.learn(model, "1 MB", testScope())]);
  expect(skills.of(route)).toBe("tiny");
  expect(calls).toHaveLength(3);
  const restarted = createModelSkills(file, () => undefined);
  await restarted.learn(model, "1 MB", testScope());
  expect([restarted.of(route), calls.length]).toEqual(["tiny", 3]);
  await createModelSkills(file, () => undefined).learn(model, "2 MB", testScope());
  expect(calls).toHaveLength(6);
  expect(Object.keys(JSON.parse(readFileSync(file, "utf8")) as object)).toHaveLength(2);
});

test("L2 a model that fails while it is probed counts as tiny, and is probed again", async () => {
  const skills = createModelSkills(fileIn(), () => undefined);
  const failing: LanguageModel = {
    route,
    async *stream() {
      yield { type: "text-delta", text: "" };
      throw new ModelError("unreachable", "away");
    },
  };
  await skills.learn(failing, "", testScope());
  expect(skills.of(route)).toBe("tiny");
  await skills.learn(createParrot().model, "", testScope());
  expect(skills.of(route)).toBe("tiny");
});
