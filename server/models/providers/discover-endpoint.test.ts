import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, test } from "vitest";
import { discoverEndpoint, listModels } from "./discover-endpoint.adapter.ts";
import { endpointSettings } from "./provider-settings.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
const json =
  (body: unknown): RequestListener =>
  (_request, response) =>
    response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify(body));
const models = (...ids: string[]) => json({ object: "list", data: ids.map((id) => ({ id, object: "model" })) });
const look = (...urls: string[]) =>
  discoverEndpoint(
    new AbortController().signal,
    urls.map((url, index) => ({ provider: `p${index}`, label: `P${index}`, url })),
  );

test("L2 a model server on this machine is found, with the first model that can speak", async () => {
  const found = await look("http://127.0.0.1:9", await serve(models("nomic-embed-text", "llama3.2:1b", "qwen3")));
  expect(found).toMatchObject({ model: "llama3.2:1b", settings: { provider: "p1", local: true, wire: "compatible" } });
});

test("L2 some other web server, an empty list, a redirect or silence is not mistaken for a model server", async () => {
  const others = await Promise.all([
    serve((_request, response) => response.writeHead(200, { "content-type": "text/html" }).end("<h1>My blog</h1>")),
    serve(json({ hello: "world" })),
    serve(json([])),
    serve(models()),
    serve(models("text-embedding-3")),
    serve((_request, response) => response.writeHead(302, { location: "http://example.org/" }).end()),
    serve((_request, response) => response.writeHead(401).end()),
    serve(() => undefined),
  ]);
  expect(await look(...others)).toBeNull();
});

test("L2 a configured server that cannot be asked says why, without its key", async () => {
  const ask = (url: string, key?: string) =>
    listModels(endpointSettings("vllm", "vLLM", url, key), new AbortController().signal);
  await expect(ask("http://127.0.0.1:9")).rejects.toThrow(/^vLLM cannot be reached\./);
  const closed = await serve((_request, response) => response.writeHead(401).end());
  await expect(ask(closed, "sk-secret")).rejects.toThrow(
    /^vLLM refused the key \(HTTP 401\)\. Check the key and the account's credit\.$/,
  );
  const guarded = await serve((request, response) =>
    request.headers.authorization === "Bearer sk-secret"
      ? models("m")(request, response)
      : response.writeHead(401).end(),
  );
  expect(await ask(guarded, "sk-secret")).toEqual(["m"]);
});

test("L1 Anthropic and Gemini are asked for their models in their own words", async () => {
  const { signal } = new AbortController();
  const base = { apiKey: "k" };
  const anthropic = await serve((request, response) =>
    request.url?.startsWith("/v1/models") && request.headers["x-api-key"] === "k"
      ? json({ data: [{ type: "model", id: "claude" }], has_more: false })(request, response)
      : response.writeHead(401).end(),
  );
  const listed = { ...base, label: "Anthropic", baseUrl: anthropic, wire: "anthropic" as const };
  expect(await listModels(listed, signal)).toEqual(["claude"]);
  const gemini = await serve((request, response) =>
    request.headers["x-goog-api-key"] === "k"
      ? json({
          models: [
            { name: "models/gemini", supportedGenerationMethods: ["generateContent"] },
            { name: "models/vectors", supportedGenerationMethods: ["embedContent"] },
          ],
        })(request, response)
      : response.writeHead(400).end(),
  );
  const asked = { ...base, label: "Gemini", baseUrl: gemini, wire: "gemini" as const };
  expect(await listModels(asked, signal)).toEqual(["gemini"]);
  await expect(listModels({ ...asked, apiKey: "wrong" }, signal)).rejects.toThrow(/Gemini refused the key/);
});

test("L1 a list's metadata about its models is trusted, and a name alone excludes none", async () => {
  const { signal } = new AbortController();
  const list = async (...data: object[]) =>
    listModels(endpointSettings("vllm", "vLLM", await serve(json({ object: "list", data }))), signal);
  expect(
    await list({ id: "nomic-embed-text" }, { id: "dall-e-3" }, { id: "eclipse-7b" }, { id: "embedded-poet" }),
  ).toEqual(["eclipse-7b", "nomic-embed-text", "dall-e-3", "embedded-poet"]);
  const listed = [
    { id: "a", type: "embeddings" },
    { id: "b", type: "image" },
    { id: "c", capabilities: ["embedding"] },
    { id: "d", capabilities: { completion_chat: false } },
    { id: "e", architecture: { output_modalities: ["image"] } },
    { id: "whisper-talks", type: "llm" },
    { id: "g", capabilities: ["completion", "tools"] },
    { id: "h", capabilities: { completion_chat: true } },
    { id: "i", architecture: { output_modalities: ["text"] } },
    { id: "j", type: 7, capabilities: "odd" },
  ];
  expect(await list(...listed)).toEqual(["whisper-talks", "g", "h", "i", "j"]);
});
