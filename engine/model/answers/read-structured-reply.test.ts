import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { createCompatibleModel } from "../providers/compatible.adapter.ts";
import { extractJson } from "./extract-json.ts";
import type { LanguageModel } from "../language-model.ts";
import { createModelFetch } from "../wire/model-fetch.adapter.ts";
import { readStructuredReply } from "./read-structured-reply.ts";
import { testScope, withoutLedger } from "../../../test/model-servers/collect.ts";
import { OPENAI_FORMAT } from "../../../test/model-servers/openai-format.ts";
import { startWireServer, type WireServer } from "../../../test/model-servers/wire-server.adapter.ts";

const { fetch } = createModelFetch();
const route = { provider: "vllm", model: "m", local: true, label: "vLLM" };
const Choice = z.object({ speaker: z.enum(["Ada", "Tom"]) });
const request = {
  messages: [{ role: "user" as const, content: "Who speaks next?" }],
  maxTokens: 20,
  responseSchema: { name: "choice", schema: { type: "object", required: ["speaker"] } },
};

let server: WireServer;
let model: LanguageModel;
/** Each text answers one request; the last one answers all further ones. */
let answers: string[][];
beforeEach(async () => {
  answers = [];
  const format = {
    ...OPENAI_FORMAT,
    answer: (...[wire, , withUsage]: Parameters<typeof OPENAI_FORMAT.answer>) =>
      OPENAI_FORMAT.answer(wire, answers.length > 1 ? answers.shift()! : answers[0]!, withUsage),
  };
  server = await startWireServer(format);
  model = withoutLedger(createCompatibleModel(route, { baseUrl: `${server.url}/v1`, apiKey: "k", fetch }));
});
afterEach(() => server.close());
const ask = () => readStructuredReply(model, request, Choice, testScope());

test("L1 JSON is found in a fence or in talk, whatever it holds", () => {
  const talk = fc.string().filter((text) => !/[{[]/.test(text));
  const value = fc.oneof(fc.dictionary(fc.string(), fc.jsonValue()), fc.array(fc.jsonValue()));
  fc.assert(
    fc.property(talk, value, fc.string(), (before, json, after) => {
      const text = JSON.stringify(json);
      expect(extractJson(`${before}${text}${after}`)).toEqual(JSON.parse(text));
    }),
  );
  expect(extractJson('Sure {as asked}:\n```json\n{"a": "}"}\n```')).toEqual({ a: "}" });
  expect([extractJson(""), extractJson("no {json"), extractJson('{"a": ')]).toEqual([undefined, undefined, undefined]);
  expect(extractJson("[".repeat(100_000))).toBeUndefined();
});

test.each([
  ["single quotes", "{'speaker': 'Tom'}"],
  ["a trailing comma", '{"speaker": "Tom",}'],
  ["a bare key and a comment", '{speaker: "Tom"} // it is his turn'],
  ["typographic quotes, after a stage direction", "[thinks] {“speaker”: “Tom”}"],
])("L1 JSON with %s is repaired, and nobody is asked again", async (_what, text) => {
  answers = [[text]];
  expect(await ask()).toMatchObject({ value: { speaker: "Tom" }, asked: 1 });
});

test("L1 an answer in the asked form is read with one call, also out of a fence", async () => {
  answers = [["```json\n", '{"speaker": "Ada"}', "\n```"]];
  expect(await ask()).toMatchObject({ value: { speaker: "Ada" }, asked: 1, usage: { output: 7 } });
  expect(server.requests).toHaveLength(1);
});

test("L1 an answer off the schema is requested once more with the error, and both calls are counted", async () => {
  answers = [['{"speaker": "Nobody"}'], ['{"speaker": "Tom"}']];
  expect(await ask()).toMatchObject({ value: { speaker: "Tom" }, asked: 2, usage: { output: 14, exact: true } });
  const messages = server.requests[1]!.body["messages"] as { role: string; content: string }[];
  expect(messages.map(({ role }) => role)).toEqual(["user", "assistant", "user"]);
  expect(messages[2]!.content).toMatch(/speaker/);
});

test("L1 a model that is wrong twice is not asked a third time, and the cost is reported", async () => {
  answers = [["I would rather not."]];
  await expect(ask()).rejects.toMatchObject({ code: "off-schema", usage: { output: 14 } });
  expect(server.requests).toHaveLength(2);
});

test("L1 a server that refuses schemas is asked in words", async () => {
  answers = [['{"speaker": "Tom"}']];
  server.next = [{ status: 400, body: { error: { message: "json_schema is not supported" } } }];
  expect(await ask()).toMatchObject({ value: { speaker: "Tom" }, asked: 2 });
  expect(server.requests[1]!.body).not.toHaveProperty("response_format");
  expect(JSON.stringify(server.requests[1]!.body)).toContain("JSON schema");
});
