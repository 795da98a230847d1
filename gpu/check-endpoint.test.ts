import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { checkEndpoint } from "./check-endpoint.ts";

let server: Server;
afterEach(() => new Promise((resolve) => server.close(resolve)));

const chunk = (text: string | null, finish: string | null = null) => ({
  choices: [{ delta: { content: text }, finish_reason: finish }],
});
const usage = { choices: [], usage: { prompt_tokens: 9, completion_tokens: 2 } };

/** A server that conforms, by path and kind of request; `changes` make it fail in one way. */
function answers(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    models: { data: [{ id: "small" }] },
    stream: [chunk("red, "), chunk("green"), chunk(null, "stop"), usage],
    completion: {
      choices: [
        {
          text: " 7, 8, ",
          finish_reason: "stop",
          logprobs: { token_logprobs: [-0.1, -0.2], top_logprobs: [{ " 7": -0.1, " 8": -3 }] },
        },
      ],
    },
    schema: { choices: [{ message: { content: '{"name":"red","share":3}' } }] },
    cached: { usage: { prompt_tokens_details: { cached_tokens: 160 } } },
    metrics: "# TYPE vllm:num_requests_running gauge\n",
    ...changes,
  };
}

async function findProblems(given: Record<string, unknown>, ending = "data: [DONE]\n\n"): Promise<string[]> {
  server = createServer(async (request, response) => {
    let text = "";
    for await (const piece of request) text += piece;
    const body = (text ? JSON.parse(text) : {}) as {
      model?: string;
      stream?: boolean;
      stop?: string[];
      priority?: number;
    };
    if (body.model === "no-such-model") return response.writeHead(given.anyModel ? 200 : 404).end("{}");
    if (request.url === "/v1/models") return response.end(JSON.stringify(given.models));
    if (request.url === "/metrics") return response.end(given.metrics);
    if (body.priority && given.noPriority) return response.writeHead(400).end("priority scheduling is not enabled");
    if (request.url === "/v1/completions" && !body.stop) return response.end(JSON.stringify(given.cached));
    if (request.url === "/v1/completions") return response.end(JSON.stringify(given.completion));
    if (!body.stream) return response.end(JSON.stringify(given.schema));
    const events = (given.stream as object[]).map((event) => `data: ${JSON.stringify(event)}\n\n`);
    return response.end(events.join("") + ending);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const findings = await Array.fromAsync(checkEndpoint({ baseUrl: `http://127.0.0.1:${port}/v1` }));
  expect(findings).toHaveLength(8);
  return findings.flatMap(({ name, problem, isNeeded }) =>
    problem === null ? [] : [`${isNeeded ? "" : "unneeded: "}${name}: ${problem}`],
  );
}

test("L1 a server that conforms has no finding", async () => {
  expect(await findProblems(answers())).toEqual([]);
});

test.each([
  ["a whole reply in one piece", { stream: [chunk("red"), chunk(null, "stop"), usage] }, /streams .*1 pieces/],
  ["no usage", { stream: [chunk("red, "), chunk("green"), chunk(null, "stop")] }, /streams .*no usage/],
  [
    "a stop string overrun",
    { completion: { choices: [{ text: " 7, 8, 9", finish_reason: "stop" }] } },
    /completes .*past the stop/,
  ],
  [
    "no log-probabilities",
    { completion: { choices: [{ text: " 7", finish_reason: "stop" }] } },
    /completes .*no log-prob/,
  ],
  [
    "a schema ignored",
    { schema: { choices: [{ message: { content: '{"name":"blue","share":1}' } }] } },
    /schema: it answered/,
  ],
  ["prose for a schema", { schema: { choices: [{ message: { content: "Red." } }] } }, /schema: .*JSON/],
  ["a cache not told of", { cached: { usage: {} } }, /^unneeded: counts .*does not say/],
  [
    "no cache",
    { cached: { usage: { prompt_tokens_details: { cached_tokens: 0 } } } },
    /^unneeded: counts .*nothing of a prompt/,
  ],
  ["no priorities", { noPriority: true }, /^unneeded: lets talk go .*scheduling-policy/],
  ["no metrics", { metrics: "<html>" }, /^unneeded: shows its metrics/],
  ["any model taken", { anyModel: true }, /refuses .*as if it had it/],
])("L1 finds %s", async (_name, changes, expected) => {
  const problems = await findProblems(answers(changes));
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(expected);
});

test("L1 finds a stream that breaks off", async () => {
  expect(await findProblems(answers(), "")).toEqual([expect.stringContaining("did not end with [DONE]")]);
});
