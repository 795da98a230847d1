/** A model server in OpenAI's wire format that answers at once, in a process of its own. Tells its port as the first line. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { OPENAI_FORMAT } from "../../engine/model/test-servers/openai-format.ts";

const WORDS = ["The loaf ", "in my oven ", "is still ", "not done."];
const asked = { path: "/v1/chat/completions", headers: {}, body: {} };
const answer = Buffer.from(OPENAI_FORMAT.answer(asked, WORDS, true)!.join(""));

const http = createServer((request, response) => {
  request.resume();
  request.on("end", () => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(answer);
  });
}).listen(0, "127.0.0.1", () => process.stdout.write(`${(http.address() as AddressInfo).port}\n`));
http.keepAliveTimeout = 60_000;
