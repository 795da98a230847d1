import { expect, test } from "vitest";
import { createAnthropicModel } from "./anthropic.adapter.ts";
import { createCompatibleModel } from "./compatible.adapter.ts";
import { createModelFetch } from "./model-fetch.adapter.ts";
import { OPENAI_FORMAT } from "./test-servers/openai-format.ts";
import { collect, testContext } from "./test-servers/collect.ts";
import { startWireServer } from "./test-servers/wire-server.adapter.ts";

test.each([302, 307, 308])("A5 an answer that points elsewhere (%i) takes no key and no word there", async (status) => {
  const elsewhere = await startWireServer(OPENAI_FORMAT);
  const server = await startWireServer(OPENAI_FORMAT);
  const { fetch, close } = createModelFetch();
  server.fault = { status, headers: { location: `${elsewhere.url}/v1/chat/completions` } };
  const options = { apiKey: "sk-secret-key", fetch };
  const models = [
    createAnthropicModel("test-model", { ...options, baseUrl: server.url }),
    createCompatibleModel(
      { provider: "vllm", model: "test-model", local: true, label: "vLLM" },
      { ...options, baseUrl: `${server.url}/v1` },
    ),
  ];
  for (const model of models) {
    const call = model.stream({ messages: [{ role: "user", content: "Hello" }], maxTokens: 5 }, testContext());
    const { error } = await collect(call);
    expect(error).toMatchObject({
      code: "bad-request",
      message: expect.stringContaining("Set the address it really has"),
    });
  }
  expect(elsewhere.requests).toEqual([]);
  await Promise.all([server.close(), elsewhere.close(), close()]);
});
