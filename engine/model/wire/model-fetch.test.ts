import { once } from "node:events";
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { createAnthropicModel } from "../providers/anthropic.adapter.ts";
import { createCompatibleModel } from "../providers/compatible.adapter.ts";
import { createModelFetch } from "./model-fetch.adapter.ts";
import { ANTHROPIC_FORMAT } from "../../../test/model-servers/anthropic-format.ts";
import { OPENAI_FORMAT } from "../../../test/model-servers/openai-format.ts";
import { collect, testScope } from "../../../test/model-servers/collect.ts";
import { startWireServer } from "../../../test/model-servers/wire-server.adapter.ts";

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
    const call = model.stream({ messages: [{ role: "user", content: "Hello" }], maxTokens: 5 }, testScope());
    const { error } = await collect(call);
    expect(error).toMatchObject({
      code: "bad-request",
      message: expect.stringContaining("Set its actual address"),
    });
  }
  expect(elsewhere.requests).toEqual([]);
  await Promise.all([server.close(), elsewhere.close(), close()]);
});

describe("connections", () => {
  const question = { messages: [{ role: "user" as const, content: "Hello" }], maxTokens: 5 };
  /** Sends the answer in the format of what is asked, and some time later what `end` does. */
  async function startServer(
    end: (response: ServerResponse) => void,
  ): Promise<{ url: string; counts: { opened: number; closed: number }; stop(): void }> {
    const counts = { opened: 0, closed: 0 };
    const server = createServer((request, response) => {
      request.resume();
      response.writeHead(200, { "content-type": "text/event-stream" });
      const format = request.url === "/v1/messages" ? ANTHROPIC_FORMAT : OPENAI_FORMAT;
      const frames = format.answer({ path: request.url!, headers: {}, body: {} }, ["Good ", "evening"], true)!;
      response.write(frames.join(""), () => setImmediate(() => end(response)));
    });
    server.on("connection", (socket) => {
      counts.opened += 1;
      socket.on("close", () => (counts.closed += 1));
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    const stop = () => void (server.closeAllConnections(), server.close());
    return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, counts, stop };
  }
  const compatibleOf = (url: string, fetch: typeof globalThis.fetch) =>
    createCompatibleModel(
      { provider: "embedded", model: "test-model", local: true, label: "The embedded model" },
      { baseUrl: `${url}/v1`, apiKey: "key", fetch },
    );

  const anthropicOf = (url: string, fetch: typeof globalThis.fetch) =>
    createAnthropicModel("test-model", { baseUrl: url, apiKey: "key", fetch });

  test.each([
    { format: "OpenAI", modelOf: compatibleOf },
    { format: "Anthropic", modelOf: anthropicOf },
  ])(
    "L3 $format: the end of an answer is read, so that the next call finds the connection open",
    async ({ modelOf }) => {
      const open: ServerResponse[] = [];
      const server = await startServer((response) => void open.push(response));
      const { fetch, close } = createModelFetch();
      for (let call = 0; call < 5; call++) {
        expect((await collect(modelOf(server.url, fetch).stream(question, testScope()))).text).toBe("Good evening");
        // The last bytes come only once everything has been said.
        await expect.poll(() => open.length).toBe(1);
        open.pop()!.end("\n");
      }
      // The second call may begin before the first answer has fully ended.
      const { opened, closed } = server.counts;
      expect([opened <= 2, closed]).toEqual([true, 0]);
      await close();
      server.stop();
    },
  );

  test("L3 a server that says nothing more and does not end is left", async () => {
    const server = await startServer(() => undefined);
    const { fetch, close } = createModelFetch();
    expect((await collect(compatibleOf(server.url, fetch).stream(question, testScope()))).text).toBe("Good evening");
    await expect.poll(() => server.counts.closed, { timeout: 10_000 }).toBe(1);
    await close();
    server.stop();
  });
});
