import { afterEach, expect, test } from "vitest";
import { createAnthropicModel } from "./anthropic.adapter.ts";
import { createCompatibleModel } from "./compatible.adapter.ts";
import { createGeminiModel } from "./gemini.adapter.ts";
import { createGroqModel } from "./groq.adapter.ts";
import { createHuggingFaceModel } from "./hugging-face.adapter.ts";
import type { EmbeddingModel, ModelAdapter } from "../language-model.ts";
import { createModelFetch } from "../wire/model-fetch.adapter.ts";
import { createOpenAiModel } from "./openai.adapter.ts";
import { PROBES, probeModel } from "./probe-model.ts";
import { ANTHROPIC_FORMAT } from "../../../test/model-servers/anthropic-format.ts";
import { testScope, withoutLedger } from "../../../test/model-servers/collect.ts";
import { GEMINI_FORMAT } from "../../../test/model-servers/gemini-format.ts";
import { GROQ_FORMAT } from "../../../test/model-servers/groq-format.ts";
import { HUGGING_FACE_FORMAT } from "../../../test/model-servers/hugging-face-format.ts";
import { OPENAI_FORMAT } from "../../../test/model-servers/openai-format.ts";
import { startWireServer, type WireFormat, type WireServer } from "../../../test/model-servers/wire-server.adapter.ts";

const { fetch } = createModelFetch();
type Create = (url: string) => ModelAdapter;
const endpoint = (url: string) => ({ baseUrl: `${url}/v1`, apiKey: "k", fetch });
const route = { provider: "vllm", model: "m", local: true, label: "vLLM" };
const embedding: EmbeddingModel = {
  route: { provider: "vllm", model: "small", local: true },
  embed: async (texts) => texts.map(() => Float32Array.of(1, 0)),
};

let server: WireServer;
afterEach(() => server.close());

const subjects: [string, WireFormat, Create, completion: boolean, logProbabilities: boolean][] = [
  ["OpenAI", OPENAI_FORMAT, (url) => createOpenAiModel("m", endpoint(url)), false, false],
  ["Anthropic", ANTHROPIC_FORMAT, (url) => createAnthropicModel("m", { ...endpoint(url), baseUrl: url }), false, false],
  ["Gemini", GEMINI_FORMAT, (url) => createGeminiModel("m", { ...endpoint(url), baseUrl: url }), false, false],
  ["Groq", GROQ_FORMAT, (url) => createGroqModel("m", endpoint(url)), false, false],
  ["Hugging Face", HUGGING_FACE_FORMAT, (url) => createHuggingFaceModel("tgi", endpoint(url), false), true, false],
  ["compatible", OPENAI_FORMAT, (url) => createCompatibleModel(route, endpoint(url)), true, true],
];

test.each(subjects)(
  "L1 the capabilities of %s are found",
  async (_name, format, create, completion, logProbabilities) => {
    server = await startWireServer(format);
    server.text = ['{"colour":', ' "blue"}'];
    const abilities = await probeModel(withoutLedger(create(server.url)), embedding, testScope({ task: "check" }));
    expect(Object.keys(abilities)).toEqual([...PROBES]);
    expect(abilities).toMatchObject({
      streaming: { able: true, note: "" },
      cancelling: { able: true },
      completion: { able: completion },
      "log-probabilities": { able: logProbabilities },
      "structured output": { able: true, note: "" },
      embeddings: { able: true, note: "small, 2 dimensions" },
    });
  },
);

test("L1 a missing capability of an endpoint is reported with the reason", async () => {
  server = await startWireServer(OPENAI_FORMAT);
  const model = withoutLedger(createCompatibleModel(route, endpoint(server.url)));
  const prose = await probeModel(model, null, testScope());
  expect(prose["structured output"]).toMatchObject({ able: false, note: expect.stringMatching(/form/) as string });
  expect(prose.embeddings.able).toBe(false);
  server.fault = { status: 401 };
  const refused = await probeModel(model, null, testScope());
  expect(refused.streaming).toMatchObject({ able: false, note: expect.stringMatching(/refused the key/) as string });
});
