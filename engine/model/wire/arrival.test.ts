import { createServer, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bytesOf } from "./wire-answer.ts";
import { createModelFetch, type ModelFetch } from "./model-fetch.adapter.ts";

let connection: ModelFetch;
let respond: (response: ServerResponse) => void;
const server = createServer((request, response) => {
  request.resume();
  respond(response);
});
const ask = (signal?: AbortSignal) =>
  connection.fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`, signal ? { signal } : {});

beforeEach(async () => {
  connection = createModelFetch();
  await once(server.listen(0, "127.0.0.1"), "listening");
});
afterEach(async () => {
  await connection.close();
  server.closeAllConnections();
  server.close();
});

test("L3 an answer arrives whole, with its status and headers, however slowly it is read", async () => {
  const sent = Buffer.alloc(10_000_000, "Good evening. ");
  respond = (response) => void response.writeHead(203, { "X-Told": ["one", "two"] }).end(sent);
  const answer = await ask();
  expect([answer.status, answer.headers.get("x-TOLD"), answer.headers.get("x-other")]).toEqual([203, "one, two", null]);
  const chunks = bytesOf(answer);
  const read: Uint8Array[] = [];
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
    read.push(next.value);
    await new Promise(setImmediate);
  }
  expect(Buffer.concat(read).equals(sent)).toBe(true);
});

test("of answers that arrive together no more than 30 are read before what they lead to is sent", async () => {
  const responses: ServerResponse[] = [];
  respond = (response) => {
    if (responses.push(response) === 200) responses.forEach((each) => each.end("Good evening."));
  };
  let turn = 0;
  let isOver = false;
  const count = () => {
    turn += 1;
    if (!isOver) setImmediate(count);
  };
  count();
  const turns = await Promise.all(Array.from({ length: 200 }, () => ask().then(() => turn)));
  isOver = true;
  const perTurn = Map.groupBy(turns, (each) => each);
  expect(Math.max(...[...perTurn.values()].map(({ length }) => length))).toBe(30);
});

test("L3 a call that is aborted before its answer begins, or in the middle, ends with the reason", async () => {
  const reason = new Error("nobody waits any longer");
  await expect(ask(AbortSignal.abort(reason))).rejects.toBe(reason);
  respond = () => undefined;
  const early = new AbortController();
  const waiting = ask(early.signal);
  early.abort(reason);
  await expect(waiting).rejects.toBe(reason);
  respond = (response) => void response.writeHead(200).write("Good ");
  const late = new AbortController();
  const chunks = bytesOf(await ask(late.signal));
  expect(Buffer.from((await chunks.next()).value as Uint8Array).toString()).toBe("Good ");
  const next = chunks.next();
  late.abort(reason);
  await expect(next).rejects.toBe(reason);
});

test("L3 a connection that breaks in the middle of an answer is an error of its reader", async () => {
  respond = (response) => void response.writeHead(200).write("Good ", () => response.destroy());
  const answer = await ask();
  await expect(answer.text()).rejects.toThrow(/closed|ECONNRESET/);
});
