/** A survey run by a real language model in a real worker: small, so that what it answers is often no answer. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Run, RunAnswerPage, RunEstimate } from "../schema/messages/run.ts";
import type { RunResults } from "../schema/messages/run-results.ts";
import type { Survey } from "../schema/messages/survey.ts";
import type { Target } from "../schema/messages/target.ts";
import { smallModelFile } from "../test/small-model.ts";
import { until } from "./support/join-place.ts";
import { signInAsAdmin } from "./support/paid-journey.ts";
import { startWorld, type World } from "./support/start-world.ts";

const PATIENCE_MS = 300_000;
const SURVEY = {
  elements: [
    { type: "radiogroup", name: "news", title: "Where do you read the news?", choices: ["Paper", "Screen", "Nowhere"] },
    { type: "comment", name: "why", title: "Why?" },
  ],
};
const TARGET = { kind: "cells", cells: [{ wanted: { party: ["democrat"] }, share: 1 }] };

describe.skipIf(smallModelFile === null)("a run with the small model", () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld({ VOICE: "auto", MODEL_FILE: smallModelFile!, EMBEDDING_MODEL: "off", WORKER: "on" });
  }, PATIENCE_MS);
  afterAll(() => world.close(), PATIENCE_MS);

  test(
    "S6 L2 three respondents are asked by the worker's own model for nothing, and each answer has its verdict",
    { timeout: PATIENCE_MS },
    async () => {
      const adminToken = await until("the admin's link", () => /#\/admin\?token=(\S+)/.exec(world.printed())?.[1]);
      const { call } = await signInAsAdmin({ url: world.url, adminToken });
      const survey = await call<Survey>("surveys", "POST", { name: "News", model: SURVEY });
      const target = await call<Target>("targets", "POST", { name: "Democrats", definition: TARGET });
      const question = { targetId: target.id, method: "demographic-forcing", size: 3, resamples: 1, seed: 7 };
      const estimate = () => call<RunEstimate>(`surveys/${survey.id}/estimate`, "POST", question);
      await expect.poll(async () => (await estimate()).model, { timeout: 120_000 }).toMatch(/SmolLM2/);
      expect(await estimate()).toMatchObject({ respondents: 3, answers: 6, isFree: true });

      const { id } = await call<Run>(`surveys/${survey.id}/runs`, "POST", { ...question, name: "Small" });
      const look = () => call<Run>(`runs/${id}`);
      await expect.poll(async () => (await look()).status, { timeout: 200_000 }).toBe("COMPLETED");
      const { progress, verdicts, costNano, tokens } = await look();
      expect({ progress, costNano }).toEqual({ progress: { done: 6, total: 6 }, costNano: 0 });
      expect(verdicts.answered + verdicts.refused + verdicts.unclear).toBe(6);
      expect(verdicts.failed).toBe(0);
      expect(tokens.input).toBeGreaterThan(0);
      const { items } = await call<RunAnswerPage>(`runs/${id}/answers`);
      expect(items.every(({ texts, model }) => texts.length > 0 && model.includes("SmolLM2"))).toBe(true);
      const results = await call<RunResults>(`runs/${id}/results`);
      expect(results).toMatchObject({ isSimulated: true, asked: 6, answered: verdicts.answered });
    },
  );
});
