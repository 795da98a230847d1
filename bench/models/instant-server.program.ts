/**
 * A model server in OpenAI's and Anthropic's wire formats that answers at once, in its own process: with the next line,
 * numbered, or an empty result when JSON is requested. Prints its port as the first line.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ANTHROPIC_FORMAT } from "../../test/model-servers/anthropic-format.ts";
import { OPENAI_FORMAT } from "../../test/model-servers/openai-format.ts";
import { TALK_LINES } from "./talk-lines.ts";

const WORDS_APART = /(?<= )/;
const NOTHING_READ = ['{"traits":', "[]}"];
/** Its digits are those of the call: no answer occurs twice, also where a prompt shows nothing of the talk. */
const NUMBER = "0000000";
const MODELS = JSON.stringify({ object: "list", data: [{ id: "instant", object: "model" }] });

const formats = [
  { path: "/v1/chat/completions", format: OPENAI_FORMAT },
  { path: "/v1/messages", format: ANTHROPIC_FORMAT },
].map(({ path, format }) => {
  const write = (text: string[]) => Buffer.from(format.answer({ path, headers: {}, body: {} }, text, true)!.join(""));
  const lines = TALK_LINES.map((line) => {
    const answer = write(`I have seen ${NUMBER} of them. ${line}`.split(WORDS_APART));
    return { answer, numberAt: answer.indexOf(NUMBER) };
  });
  return { path, lines, reading: write(NOTHING_READ) };
});
let asked = 0;

const http = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    const known = formats.find(({ path }) => request.url?.startsWith(path));
    if (!known) return response.writeHead(200, { "content-type": "application/json" }).end(MODELS);
    response.writeHead(200, { "content-type": "text/event-stream" });
    const prompt = Buffer.concat(chunks);
    if (prompt.includes('"json_schema"')) return response.end(known.reading);
    asked += 1;
    const { answer, numberAt } = known.lines[asked % known.lines.length]!;
    const numbered = Buffer.from(answer);
    numbered.write(String(asked).padStart(NUMBER.length, "0"), numberAt);
    response.end(numbered);
  });
}).listen(0, "127.0.0.1", () => process.stdout.write(`${(http.address() as AddressInfo).port}\n`));
http.keepAliveTimeout = 60_000;
