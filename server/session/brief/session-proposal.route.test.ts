import { afterAll, beforeAll, expect, test } from "vitest";
import { ModelError, type LanguageModel, type Route, type RoutedModel } from "../../../engine/model/language-model.ts";
import { message } from "../../../schema/messages/message.ts";
import type { Skill } from "../../../schema/messages/voice.ts";
import { startTestApi, type TestApi } from "../../../test/api/test-api.process.ts";
import { createLimiters } from "../../redis/create-limiters.adapter.ts";
import { sessionProposalRoutes } from "./session-proposal.route.ts";

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
  api = await startTestApi(() => sessionProposalRoutes(voices, createLimiters(null)));
  token = (await api.signIn("Fay", "facilitator")).token;
});
afterAll(() => api.close());

const ask = (body: object = { brief: "Close the market?" }, as = token) =>
  api.call("POST", "/api/sessions/proposals", { token: as, body });
const speaking = (provider: string, model: string, its: Skill) => {
  route = { provider, model, local: true };
  skill = its;
};

test("C9 L2 where no model speaks, a script proposes, labelled so", async () => {
  speaking("rehearsal", "script", "tiny");
  expect((await ask()).body).toMatchObject({ isRehearsed: true, topic: "Close the market?" });
});

test("C9 a voice too small for it is not asked, and the reason is given beforehand and at the call", async () => {
  speaking("embedded", "small-1b", "middle");
  const ability = await api.call("GET", "/api/sessions/proposals", { token });
  expect(ability.body).toEqual({ by: "none", voice: "embedded/small-1b" });
  expect(await ask()).toMatchObject({ status: 409, body: { code: "voice-too-small" } });
});

test("C9 L7 over budget the reason is given, and A5 a brief that is empty or too long, or a guest's, is refused", async () => {
  speaking("openai", "large", "large");
  expect((await ask()).status).toBe(402);
  for (const brief of [" ", "x".repeat(8_001)]) expect((await ask({ brief })).status).toBe(400);
  expect((await ask({ brief: "x" }, (await api.signIn("Gus")).token)).status).toBe(403);
});
