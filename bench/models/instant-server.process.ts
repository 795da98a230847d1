/**
 * A model server in OpenAI's and Anthropic's wire formats that answers at once, in a process of its own: one line after
 * another, and an empty reading where an answer in JSON is asked for. Tells its port as the first line.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ANTHROPIC_FORMAT } from "../../engine/model/test-servers/anthropic-format.ts";
import { OPENAI_FORMAT } from "../../engine/model/test-servers/openai-format.ts";
import { TALK_LINES } from "./talk-lines.ts";

const WORDS_APART = /(?<= )/;
const NOTHING_READ = ['{"traits":', "[]}"];
const MODELS = JSON.stringify({ object: "list", data: [{ id: "instant", object: "model" }] });

const formats = [
  { path: "/v1/chat/completions", format: OPENAI_FORMAT },
  { path: "/v1/messages", format: ANTHROPIC_FORMAT },
].map(({ path, format }) => {
  const write = (text: string[]) => Buffer.from(format.answer({ path, headers: {}, body: {} }, text, true)!.join(""));
  return { path, lines: TALK_LINES.map((line) => write(line.split(WORDS_APART))), reading: write(NOTHING_READ) };
});
let asked = 0;

const http = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const known = formats.find(({ path }) => request.url?.startsWith(path));
    if (!known) return response.writeHead(200, { "content-type": "application/json" }).end(MODELS);
    response.writeHead(200, { "content-type": "text/event-stream" });
    const wantsJson = Buffer.concat(chunks).includes('"json_schema"');
    response.end(wantsJson ? known.reading : known.lines[asked++ % known.lines.length]);
  });
}).listen(0, "127.0.0.1", () => process.stdout.write(`${(http.address() as AddressInfo).port}\n`));
http.keepAliveTimeout = 60_000;
