/**
 * A model server in OpenAI's and Anthropic's wire formats that answers at once, in its own process: with the next line
 * that the prompt does not contain yet, or an empty result when JSON is requested. Prints its port as the
 * first line.
 */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { ANTHROPIC_FORMAT } from "../../test/model-servers/anthropic-format.ts";
import { OPENAI_FORMAT } from "../../test/model-servers/openai-format.ts";
import { TALK_LINES } from "./talk-lines.ts";

const WORDS_APART = /(?<= )/;
const NOTHING_READ = ['{"traits":', "[]}"];
/** Enough to recognise a line. */
const START_CHARACTERS = 20;
const MODELS = JSON.stringify({ object: "list", data: [{ id: "instant", object: "model" }] });

const formats = [
  { path: "/v1/chat/completions", format: OPENAI_FORMAT },
  { path: "/v1/messages", format: ANTHROPIC_FORMAT },
].map(({ path, format }) => {
  const write = (text: string[]) => Buffer.from(format.answer({ path, headers: {}, body: {} }, text, true)!.join(""));
  const lines = TALK_LINES.map((line) => ({
    start: line.slice(0, START_CHARACTERS),
    answer: write(line.split(WORDS_APART)),
  }));
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
    const { lines } = known;
    // No line occurs twice in a talk.
    for (let tried = 0; tried < lines.length; tried++) {
      asked = (asked + 1) % lines.length;
      if (!prompt.includes(lines[asked]!.start)) break;
    }
    response.end(lines[asked]!.answer);
  });
}).listen(0, "127.0.0.1", () => process.stdout.write(`${(http.address() as AddressInfo).port}\n`));
http.keepAliveTimeout = 60_000;
