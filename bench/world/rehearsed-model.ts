/**
 * A model server in OpenAI's wire format that answers like the rehearsal voice. To Dramatis it is a model
 * like any other, so that it gets every kind of call; the rehearsal voice itself is spared some.
 */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { setTimeout as wait } from "node:timers/promises";
import type { ChatMessage } from "../../engine/model/language-model.ts";
import { readWholeReply } from "../../engine/model/answers/read-whole-reply.ts";
import { createRehearsalVoice } from "../../engine/model/rehearsal/rehearsal-voice.ts";
import { OPENAI_FORMAT } from "../../test/model-servers/openai-format.ts";
import { testScope } from "../../test/model-servers/collect.ts";

/** Large by its name, so that it gets the long prompts. */
const MODEL = "rehearsed-70b";
const THINKING_MS = 150;
const MAX_TOKENS = 1000;

type Asked = {
  messages: ChatMessage[];
  response_format?: { json_schema?: { name: string; schema: Record<string, unknown> } };
};

export async function startRehearsedModel(): Promise<{ url: string; model: string; close(): void }> {
  const voice = createRehearsalVoice(() => Promise.resolve());
  let turns = 0;
  const http = createServer((request, response) => {
    void (async () => {
      if (request.method === "GET") {
        response.setHeader("content-type", "application/json");
        return response.end(JSON.stringify({ object: "list", data: [{ id: MODEL, object: "model" }] }));
      }
      const body = (await json(request)) as Asked;
      // It only chats: requests for embeddings fail.
      if (!request.url?.endsWith("/chat/completions")) return response.writeHead(404).end();
      const schema = body.response_format?.json_schema;
      const asked = { messages: body.messages, maxTokens: MAX_TOKENS, ...(schema && { responseSchema: schema }) };
      const { text } = await readWholeReply(voice, asked, testScope());
      await wait(THINKING_MS);
      // The rehearsal has few lines, and a repeated line is retried (M7), although a large model rarely repeats itself.
      const line = schema ? text : `${text} That is point ${++turns}.`;
      const said = { path: request.url ?? "", headers: request.headers, body };
      response.writeHead(200, { "content-type": "text/event-stream" });
      return response.end(OPENAI_FORMAT.answer(said, line.split(/(?<= )/), true)!.join(""));
    })();
  }).listen(0, "127.0.0.1");
  await once(http, "listening");
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1`,
    model: MODEL,
    close: () => {
      http.closeAllConnections();
      http.close();
    },
  };
}
