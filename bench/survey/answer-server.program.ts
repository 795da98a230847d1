/**
 * A model server in OpenAI's wire format, in its own process, that answers every survey question with its first option,
 * after so many milliseconds: `… <ms>`. Prints its port as the first line. Of a request it reads the length only: it shares
 * the machine's cores with what is measured, and Node's HTTP server would take twice as much of them.
 */
import { createServer, type AddressInfo, type Socket } from "node:net";
import { OPENAI_FORMAT } from "../../test/model-servers/openai-format.ts";

const afterMs = Number(process.argv[2]);
const END_OF_HEAD = "\r\n\r\n";
const LENGTH = /^content-length: *(\d+)/im;

/** Sent in chunks, as model servers do. */
const answerOf = (type: string, body: string): Buffer =>
  Buffer.from(
    `HTTP/1.1 200 OK\r\ncontent-type: ${type}\r\ntransfer-encoding: chunked${END_OF_HEAD}` +
      `${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n0${END_OF_HEAD}`,
  );
const request = { path: "/v1/chat/completions", headers: {}, body: {} };
const ANSWER = answerOf("text/event-stream", OPENAI_FORMAT.answer(request, ["(A)"], true)!.join(""));
const MODELS = answerOf(
  "application/json",
  JSON.stringify({ object: "list", data: [{ id: "answerer", object: "model" }] }),
);

const answer = (socket: Socket): unknown => socket.write(ANSWER);

const server = createServer({ noDelay: true }, (socket) => {
  let head = "";
  /** Of the body of a request whose head has been read. */
  let missing = 0;
  socket.on("error", () => socket.destroy());
  socket.on("data", (bytes) => {
    if (missing === 0) {
      head += bytes.toString("latin1");
      const end = head.indexOf(END_OF_HEAD);
      if (end < 0) return;
      missing = Number(LENGTH.exec(head)?.[1] ?? 0) - (head.length - end - END_OF_HEAD.length);
    } else missing -= bytes.length;
    if (missing > 0) return;
    const isQuestion = head.startsWith("POST");
    head = "";
    if (!isQuestion) socket.write(MODELS);
    else if (afterMs === 0) answer(socket);
    else setTimeout(answer, afterMs, socket);
  });
}).listen(0, "127.0.0.1", () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
