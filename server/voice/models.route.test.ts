import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { ConfiguredModels } from "../../schema/messages/models.ts";
import { startTestApi, type TestApi } from "../http/test-api.process.ts";
import { createVoices, type RunningVoices } from "./create-voices.adapter.ts";
import { modelsRoutes } from "./models.route.ts";

let api: TestApi;
let voices: RunningVoices;
beforeAll(async () => {
  const configuration = {
    DATA_DIR: mkdtempSync(join(tmpdir(), "dramatis-models-")),
    VOICE: "rehearsal" as const,
    ANTHROPIC_API_KEY: "sk-secret",
  };
  voices = createVoices(configuration, { recordCall: () => undefined, log: () => undefined });
  api = await startTestApi(() => modelsRoutes(voices));
});
afterAll(async () => {
  await voices.close();
  await api.close();
});

test("L1 whoever is signed in sees which models can speak, never a key", async () => {
  expect((await api.call("GET", "/api/models")).status).toBe(401);
  const { token } = await api.signIn("Ada");
  const { status, body, text } = await api.call("GET", "/api/models", { token });
  expect(status).toBe(200);
  expect(ConfiguredModels.parse(body)).toMatchObject({
    status: { kind: "rehearsal" },
    lightRoute: null,
    providers: [{ provider: "anthropic", local: false }],
  });
  expect(text).not.toContain("sk-secret");
});
