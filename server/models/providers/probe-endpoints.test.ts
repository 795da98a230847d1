import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { GEMINI_FORMAT } from "../../../test/model-servers/gemini-format.ts";
import { OPENAI_FORMAT } from "../../../test/model-servers/openai-format.ts";
import { startWireServer, type WireServer } from "../../../test/model-servers/wire-server.adapter.ts";
import { probeEndpoints } from "./probe-endpoints.adapter.ts";
import type { VoiceConfiguration } from "./provider-settings.ts";

let servers: WireServer[] = [];
afterEach(async () => {
  await Promise.all(servers.map((server) => server.close()));
  servers = [];
});

async function serve(format: typeof OPENAI_FORMAT, ...models: string[]): Promise<string> {
  const server = await startWireServer(format);
  Object.assign(server, { models, text: ['{"colour": ', '"blue"}'] });
  servers.push(server);
  return server.url;
}
const examine = (configuration: Partial<VoiceConfiguration>) =>
  Array.fromAsync(
    probeEndpoints(
      "default",
      { DATA_DIR: mkdtempSync(join(tmpdir(), "dramatis doctor ")), VOICE: "auto", ...configuration },
      [],
    ),
  );

test("L1 doctor reports what each live endpoint can do, and what the check cost", async () => {
  const lines = await examine({
    GEMINI_API_KEY: "sk-secret",
    GEMINI_BASE_URL: await serve(GEMINI_FORMAT),
    VLLM_URL: await serve(OPENAI_FORMAT, "llama"),
    EMBEDDING_MODEL: "vllm/small",
  });
  expect(lines[0]).toMatch(/^Gemini: gemini-/);
  expect(lines).toContain("  completion         no   not offered");
  expect(lines).toContain("vLLM: llama");
  expect(lines).toContain("  log-probabilities  yes");
  expect(lines).toContain("  embeddings         yes  small, 3 dimensions");
  expect(lines.at(-1)).toMatch(/^these calls cost 0\.0000\d* dollars$/);
  expect(lines.join("\n")).not.toContain("sk-secret");
});

test("L1 doctor continues past an endpoint that does not answer", async () => {
  const lines = await examine({ VLLM_URL: "http://127.0.0.1:9", OLLAMA_URL: await serve(OPENAI_FORMAT, "llama") });
  expect(lines[0]).toMatch(/^vLLM: .*cannot be reached/);
  expect(lines).toContain("Ollama: llama");
  expect(await examine({})).toContain(
    "no provider is configured, no model server was found on this machine, and no model is on its disk",
  );
});
