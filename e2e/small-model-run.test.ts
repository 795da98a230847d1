/** Survey runs by a real language model in a real worker: small, so that what it answers is often no answer. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { RunMethod, type Run, type RunAnswerPage, type RunEstimate } from "../schema/messages/run.ts";
import type { RunResults } from "../schema/messages/run-results.ts";
import type { Survey } from "../schema/messages/survey.ts";
import type { Target } from "../schema/messages/target.ts";
import { embeddedBaseRoute } from "../server/models/embedded/embedded-models.adapter.ts";
import { smallModelFile } from "../test/small-model.ts";
import { until } from "./support/join-place.ts";
import { signInAsAdmin } from "./support/paid-journey.ts";
import { startWorld, type World } from "./support/start-world.ts";

const PATIENCE_MS = 300_000;
/** Ten whole interviews are read by a processor that other tests use as well. */
const RUN_PATIENCE_MS = 900_000;
const RESPONDENTS = 10;
const SURVEY = {
  elements: [
    { type: "radiogroup", name: "news", title: "Where do you read the news?", choices: ["Paper", "Screen", "Nowhere"] },
    { type: "boolean", name: "television", title: "Do you own a television?" },
    { type: "rating", name: "trust", title: "How far do you trust the news?", rateMin: 1, rateMax: 5 },
    { type: "text", inputType: "number", name: "minutes", title: "How many minutes a day do you read it?" },
    { type: "comment", name: "why", title: "Why?" },
  ],
};
const ANSWERS = RESPONDENTS * SURVEY.elements.length;
const TARGET = { kind: "cells", cells: [{ wanted: { party: ["democrat"] }, share: 1 }] };

/** A real base model where there is one; else the small model, whose chat template a base model does not use. */
const baseFile = process.env.TEST_BASE_MODEL ?? smallModelFile;
const BASE_ROUTE = baseFile === null ? "" : embeddedBaseRoute(baseFile);
const vllmRoute = await findVllm();
type Asked = { name: string; method: RunMethod; model: RegExp | string; by: object };
const ASKED: Asked[] = [
  ...RunMethod.options.map((method) => ({
    name: `${method}, by the voice`,
    method,
    model: /^embedded\/SmolLM2/,
    by: {},
  })),
  {
    name: "demographic-forcing, completed by the base model, from the probabilities of the letters",
    method: "demographic-forcing",
    model: BASE_ROUTE,
    by: { model: BASE_ROUTE, form: "completion", readOut: "log-probabilities" },
  },
  ...(vllmRoute === null
    ? []
    : [
        {
          name: "demographic-forcing, by vLLM",
          method: "demographic-forcing" as const,
          model: vllmRoute,
          by: { model: vllmRoute },
        },
      ]),
];

/** The first model of the vLLM at TEST_VLLM_URL, where one is named. */
async function findVllm(): Promise<string | null> {
  if (!process.env.TEST_VLLM_URL) return null;
  const listed = (await (await fetch(`${process.env.TEST_VLLM_URL}/v1/models`)).json()) as { data: { id: string }[] };
  return `vllm/${listed.data[0]!.id}`;
}

describe.skipIf(smallModelFile === null)("runs with the small model", () => {
  let world: World;
  let call: Awaited<ReturnType<typeof signInAsAdmin>>["call"];
  beforeAll(async () => {
    world = await startWorld({
      VOICE: "auto",
      MODEL_FILE: smallModelFile!,
      BASE_FILE: baseFile!,
      ...(vllmRoute !== null && { VLLM_URL: process.env.TEST_VLLM_URL!, MODEL: "embedded/file" }),
      EMBEDDING_MODEL: "off",
      WORKER: "on",
    });
    const adminToken = await until("the admin's link", () => /#\/admin\?token=(\S+)/.exec(world.printed())?.[1]);
    ({ call } = await signInAsAdmin({ url: world.url, adminToken }));
  }, PATIENCE_MS);
  afterAll(() => world.close(), PATIENCE_MS);

  test.for(ASKED)(
    "S5 S6 L2 ten respondents are asked five questions on this machine for nothing, and each answer has its verdict: $name",
    { timeout: RUN_PATIENCE_MS },
    async ({ name, method, model, by }) => {
      const survey = await call<Survey>("surveys", "POST", { name: `News, ${name}`, model: SURVEY });
      const target = await call<Target>("targets", "POST", { name: `Democrats, ${name}`, definition: TARGET });
      const question = { targetId: target.id, method, size: RESPONDENTS, resamples: 0, seed: 7, ...by };
      const estimate = () => call<RunEstimate>(`surveys/${survey.id}/estimate`, "POST", question);
      await expect.poll(async () => (await estimate()).model, { timeout: 120_000 }).toMatch(model);
      expect(await estimate()).toMatchObject({ respondents: RESPONDENTS, answers: ANSWERS, isFree: true });

      const { id } = await call<Run>(`surveys/${survey.id}/runs`, "POST", { ...question, name });
      const look = () => call<Run>(`runs/${id}`);
      await expect.poll(async () => (await look()).status, { timeout: RUN_PATIENCE_MS }).toBe("COMPLETED");
      const { progress, verdicts, costNano, tokens } = await look();
      expect({ progress, costNano }).toEqual({ progress: { done: ANSWERS, total: ANSWERS }, costNano: 0 });
      expect(verdicts.answered + verdicts.refused + verdicts.unclear).toBe(ANSWERS);
      expect(verdicts.failed).toBe(0);
      expect(tokens.input).toBeGreaterThan(0);
      const { items } = await call<RunAnswerPage>(`runs/${id}/answers`);
      expect(items.every(({ texts }) => texts.length > 0)).toBe(true);
      for (const answer of items) expect(answer.model).toMatch(model);
      const results = await call<RunResults>(`runs/${id}/results`);
      expect(results).toMatchObject({ isSimulated: true, asked: ANSWERS, answered: verdicts.answered });
    },
  );
});
