import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { collect, testScope } from "../../../test/model-servers/collect.ts";
import { OPENAI_FORMAT } from "../../../test/model-servers/openai-format.ts";
import { startWireServer, type WireServer } from "../../../test/model-servers/wire-server.adapter.ts";
import { createVoices } from "../create-voices.adapter.ts";

const endings: (() => Promise<unknown>)[] = [];
afterEach(() => Promise.all(endings.splice(0).map((end) => end())));

const open = (server: WireServer) =>
  createVoices(
    {
      DATA_DIR: mkdtempSync(join(tmpdir(), "dramatis redaction ")),
      VOICE: "auto",
      OPENAI_API_KEY: "k",
      OPENAI_BASE_URL: `${server.url}/v1`,
      MODEL: "openai/gpt-6.1-terra",
    },
    { recordCall: () => undefined, log: () => undefined, places: [] },
  );

test("L4 a provider receives placeholders on the wire, and the person reads their own data", async () => {
  const server = await startWireServer(OPENAI_FORMAT);
  const voices = open(server);
  endings.push(voices.close, server.close);
  await expect.poll(() => voices.status().kind).toBe("provider");
  server.text = ["I wrote to [EM", "AIL_1", "] and not to [EMAIL_2]."];
  const content = "I am Anna, anna@example.com, +49 30 901820.";
  const request = { messages: [{ role: "user" as const, content }], maxTokens: 40 };
  const { text } = await collect(voices.modelFor("speak").stream(request, testScope({ circleId: "c" })));
  expect(text).toBe("I wrote to anna@example.com and not to [EMAIL_2].");
  expect(JSON.stringify(server.requests)).toContain("I am Anna, [EMAIL_1], [PHONE_1].");
  expect(JSON.stringify(server.requests)).not.toMatch(/anna@|901820/);
});

test("L4 consent lifts redaction for talk; a run's calls are redacted regardless of consent", async () => {
  const server = await startWireServer(OPENAI_FORMAT);
  const voices = open(server);
  endings.push(voices.close, server.close);
  await expect.poll(() => voices.status().kind).toBe("provider");
  const request = { messages: [{ role: "user" as const, content: "I am anna@example.com." }], maxTokens: 40 };
  for (const policy of ["talk", "run"] as const)
    await collect(voices.modelFor("speak").stream(request, testScope({ policy, consented: true })));
  const [talk, run] = server.requests.map(({ body }) => JSON.stringify(body));
  expect(talk).toContain("anna@example.com");
  expect(run).toContain("[EMAIL_1]");
  expect(run).not.toContain("anna@");
});
