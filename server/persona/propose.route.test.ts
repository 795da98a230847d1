import { afterAll, beforeAll, expect, test } from "vitest";
import { ModelError, type LanguageModel, type Route, type RoutedModel } from "../../engine/model/language-model.ts";
import { message } from "../../schema/messages/message.ts";
import type { Skill } from "../../schema/messages/voice.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { createLimiters } from "../redis/create-limiters.adapter.ts";
import { proposeRoutes } from "./propose.route.ts";

let api: TestApi;
let token: string;
let route: Route;
let skill: Skill;

beforeAll(async () => {
  const stream: LanguageModel["stream"] = async function* () {
    yield* [];
    throw new ModelError("budget", message("card-newer"));
  };
  const voices = { modelFor: () => ({ route, stream }) as RoutedModel, skillOf: () => skill };
  api = await startTestApi(() => proposeRoutes(voices, createLimiters(null)));
  token = (await api.signIn("Ada")).token;
});
afterAll(() => api.close());

const ask = (body: object = { brief: "Close the market?", count: 3 }) =>
  api.call("POST", "/api/personas/proposals", { token, body });
const ability = async () => (await api.call("GET", "/api/personas/proposals", { token })).body;
const speaking = (provider: string, model: string, its: Skill) => {
  route = { provider, model, local: true };
  skill = its;
};

test("M2 L2 where no model speaks, a script proposes, a line for each, labelled so", async () => {
  speaking("rehearsal", "script", "tiny");
  expect(await ability()).toEqual({ by: "rehearsal", voice: "rehearsal/script" });
  const lines = (await ask()).text
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));
  expect(lines.map(({ isRehearsed }) => isRehearsed)).toEqual([true, true, true]);
});

test("M2 a model too small for it is not asked, and the reason is given", async () => {
  speaking("embedded", "small-1b", "middle");
  expect((await ability()).by).toBe("none");
  const refused = await ask();
  expect([refused.status, refused.body.code, refused.body.values]).toEqual([
    409,
    "voice-too-small",
    { voice: "embedded/small-1b" },
  ]);
});

test("L7 a capable model over budget answers with the reason before anybody came", async () => {
  speaking("openai", "large", "large");
  expect((await ability()).by).toBe("model");
  expect((await ask()).status).toBe(402);
});

test("A5 a brief that is empty or too long, or too many people, is refused", async () => {
  for (const body of [{ brief: " " }, { brief: "x".repeat(8_001) }, { brief: "x", count: 9 }])
    expect((await ask(body)).status).toBe(400);
  expect((await api.call("POST", "/api/personas/proposals", { body: { brief: "x" } })).status).toBe(401);
});
