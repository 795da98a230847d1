/**
 * A model server in OpenAI's wire format, in its own process, that answers every survey question with its first option,
 * after so many milliseconds: `… <ms>`. Prints its port as the first line.
 */
import { createServer, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { OPENAI_FORMAT } from "../../test/model-servers/openai-format.ts";

const afterMs = Number(process.argv[2]);
const request = { path: "/v1/chat/completions", headers: {}, body: {} };
const ANSWER = Buffer.from(OPENAI_FORMAT.answer(request, ["(A)"], true)!.join(""));
const MODELS = JSON.stringify({ object: "list", data: [{ id: "answerer", object: "model" }] });

const answer = (response: ServerResponse): unknown =>
  response.writeHead(200, { "content-type": "text/event-stream" }).end(ANSWER);

const http = createServer((asked, response) => {
  asked.resume();
  asked.on("end", () => {
    if (!asked.url?.endsWith("/chat/completions"))
      response.writeHead(200, { "content-type": "application/json" }).end(MODELS);
    else if (afterMs === 0) answer(response);
    else setTimeout(answer, afterMs, response);
  });
}).listen(0, "127.0.0.1", () => process.stdout.write(`${(http.address() as AddressInfo).port}\n`));
http.keepAliveTimeout = 60_000;
