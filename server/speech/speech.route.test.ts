import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";
import { createLimiters } from "../redis/create-limiters.adapter.ts";
import { openRecogniser } from "./recogniser.adapter.ts";
import { speechRoutes } from "./speech.route.ts";

let api: TestApi;
let deaf: TestApi;
let whisper: Server;
let status = 200;
const received: FormData[] = [];
const reported: unknown[] = [];

beforeAll(async () => {
  // The wire format of POST /audio/transcriptions, read by the platform's own parser.
  whisper = createServer(async (request, response) => {
    const body = new Response(request as unknown as ReadableStream, {
      headers: { "Content-Type": request.headers["content-type"]! },
    });
    received.push(await body.formData());
    response.writeHead(status, { "Content-Type": "application/json" });
    response.end(JSON.stringify({ text: " Bread wants time.\n" }));
  });
  await new Promise<void>((resolve) => whisper.listen(0, "127.0.0.1", resolve));
  const { port } = whisper.address() as AddressInfo;
  const recogniser = openRecogniser(`http://127.0.0.1:${port}/v1`);
  const report = (error: unknown) => void reported.push(error);
  api = await startTestApi(() => speechRoutes(recogniser, createLimiters(null), report));
  deaf = await startTestApi(() => speechRoutes(null, createLimiters(null), report));
});
afterAll(async () => {
  await Promise.all([api.close(), deaf.close()]);
  whisper.close();
});

const recording = { audio: Buffer.from("a sound").toString("base64"), contentType: "audio/webm", language: "en" };
const send = async (body: object, by = api) =>
  by.call("POST", "/api/speech", { token: (await by.signIn("Ada")).token, body });

test("W12 a recording is turned into text by the configured server, in the language of the circle", async () => {
  const answer = await send(recording);
  expect([answer.status, answer.body]).toEqual([200, { text: "Bread wants time." }]);
  const form = received.at(-1)!;
  const file = form.get("file") as File;
  expect([form.get("language"), file.name, file.type, await file.text()]).toEqual([
    "en",
    "speech.webm",
    "audio/webm",
    "a sound",
  ]);
});

test("W12 a page can say, for the consent, where recordings go; without a server there is nothing to agree to", async () => {
  const ask = async (by: TestApi) =>
    (await by.call("GET", "/api/speech", { token: (await by.signIn("Ada")).token })).body;
  expect(await ask(api)).toEqual({ recogniser: `127.0.0.1:${(whisper.address() as AddressInfo).port}` });
  expect(await ask(deaf)).toEqual({ recogniser: null });
  expect((await send(recording, deaf)).body.code).toBe("speech-not-offered");
});

test("W12 what is no recording, or too long a one, is refused before it is sent on", async () => {
  const before = received.length;
  for (const wrong of [
    { ...recording, audio: "not base64!" },
    { ...recording, audio: "A".repeat(200_004) },
    { ...recording, contentType: "text/html" },
    { ...recording, language: "en\r\nX-Evil: 1" },
  ])
    expect((await send(wrong)).status).toBe(400);
  expect(received.length).toBe(before);
});

test("W12 a recogniser that fails is reported, and the person is told to type", async () => {
  status = 500;
  onTestFinished(() => void (status = 200));
  const answer = await send(recording);
  expect([answer.status, answer.body.code]).toEqual([502, "speech-not-recognised"]);
  expect(reported).toHaveLength(1);
});

test("W12 a person sends at most twenty recordings a minute", async () => {
  const { token } = await api.signIn("Bo");
  const statuses = [];
  for (let count = 0; count < 21; count++)
    statuses.push((await api.call("POST", "/api/speech", { token, body: recording })).status);
  expect(statuses.filter((answered) => answered === 200)).toHaveLength(20);
  expect(statuses.at(-1)).toBe(429);
});
