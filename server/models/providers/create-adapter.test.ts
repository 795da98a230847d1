import { afterEach, expect, test } from "vitest";
import { createModelFetch } from "../../../engine/model/wire/model-fetch.adapter.ts";
import { ANTHROPIC_FORMAT } from "../../../test/model-servers/anthropic-format.ts";
import { collect, testScope } from "../../../test/model-servers/collect.ts";
import { OPENAI_FORMAT } from "../../../test/model-servers/openai-format.ts";
import { startWireServer, type WireFormat, type WireServer } from "../../../test/model-servers/wire-server.adapter.ts";
import { createAdapter } from "./create-adapter.adapter.ts";
import { readModelsFile } from "../read-models-file.adapter.ts";

const { fetch } = createModelFetch();
const ports = { prices: readModelsFile(), now: () => new Date(), newId: () => "", recordCall: () => undefined };
let server: WireServer;
afterEach(() => server.close());

async function ask(provider: "openai" | "anthropic", model: string, frozenWords: number): Promise<string> {
  const format: WireFormat = provider === "openai" ? OPENAI_FORMAT : ANTHROPIC_FORMAT;
  server = await startWireServer(format);
  const adapter = createAdapter(
    {
      provider,
      label: provider,
      baseUrl: provider === "openai" ? `${server.url}/v1` : server.url,
      apiKey: "key",
      keyFile: null,
      wire: provider,
      local: false,
      free: false,
      tier: "any",
      defaultModel: null,
      lightModel: null,
    },
    ...([model, ports, fetch] as const),
  );
  const messages = [
    { role: "system" as const, content: "word ".repeat(frozenWords), cache: "1h" as const },
    { role: "user" as const, content: "Good evening!" },
  ];
  await collect(adapter.stream({ messages, maxTokens: 5 }, testScope()));
  return JSON.stringify(server.requests[0]!.body);
}

test.each([
  ["openai", "gpt-6.1-terra", 2000, "prompt_cache_breakpoint"],
  ["anthropic", "claude-opus-5", 600, "cache_control"],
  ["anthropic", "claude-haiku-5-5", 600, "cache_control"],
] as const)("L5 %s %s gets cache marks for a prompt of its length", async (provider, model, words, mark) =>
  expect(await ask(provider, model, words)).toContain(mark),
);

test.each([
  ["openai", "gpt-4.1", 2000],
  ["anthropic", "claude-haiku-4-5", 600],
] as const)("L5 %s %s, whose rules in models.yaml ask for no mark, gets none", async (provider, model, words) =>
  expect(await ask(provider, model, words)).not.toMatch(/breakpoint|cache_control|cache_options/),
);
