import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Writable } from "node:stream";
import pino from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { defineRoute } from "./define-route.ts";
import { startTestApi, type TestApi } from "../../test/api/test-api.process.ts";

const away = () => Object.assign(new Error("the database system is in recovery mode"), { code: "57P03" });

async function* writeRows(rows: number, fails: "away" | "no"): AsyncGenerator<string> {
  yield "id,text\r\n";
  for (let row = 0; row < rows; row++) yield `${row},${"x".repeat(1000)}\r\n`;
  if (fails === "away") throw away();
}

let api: TestApi;
const logged: string[] = [];

beforeAll(async () => {
  const clientFolder = mkdtempSync(join(tmpdir(), "dramatis client "));
  mkdirSync(join(clientFolder, "assets"));
  writeFileSync(join(clientFolder, "index.html"), "<!doctype html><title>Dramatis</title>");
  writeFileSync(join(clientFolder, "assets/main-abc123.js"), "export {};");
  writeFileSync(join(clientFolder, "assets/world-abc123.js"), "export const step = 1 / 20;\n".repeat(1000));
  const log = pino(
    { level: "info" },
    new Writable({ write: (chunk, _encoding, done) => (logged.push(String(chunk)), done()) }),
  );
  api = await startTestApi(
    () => [
      defineRoute(
        {
          method: "post",
          path: "/api/echo/:id",
          summary: "Echo",
          area: "Test",
          access: "anyone",
          params: z.object({ id: z.string().max(5) }),
          query: z.object({ times: z.coerce.number().int().max(3).default(1) }),
          body: z.object({ text: z.string(), more: z.unknown().optional() }),
          answer: z.object({ said: z.string() }),
        },
        async ({ params, query, body }) => ({
          said: `${params.id} ${body.text.repeat(query.times)}`,
          passwordHash: "never",
        }),
      ),
      defineRoute(
        { method: "get", path: "/api/broken", summary: "Fails", area: "Test", access: "anyone", answer: z.object({}) },
        async () => {
          throw new Error("connection string postgres://user:secret@host");
        },
      ),
      defineRoute(
        { method: "get", path: "/api/away", summary: "Waits", area: "Test", access: "anyone", answer: z.object({}) },
        async () => {
          throw away();
        },
      ),
      defineRoute(
        {
          method: "get",
          path: "/api/file",
          summary: "A file in parts",
          area: "Test",
          access: "anyone",
          query: z.object({ rows: z.coerce.number(), fails: z.enum(["away", "no"]) }),
          file: ["text/csv"],
        },
        async ({ query: { rows, fails } }) => ({
          name: "file.csv",
          contentType: "text/csv",
          parts: writeRows(rows, fails),
        }),
      ),
      defineRoute(
        {
          method: "get",
          path: "/api/staff",
          summary: "For few",
          area: "Test",
          access: ["admin", "facilitator"],
          answer: z.object({}),
        },
        async () => ({}),
      ),
    ],
    { clientFolder, allowedOrigins: ["https://friend.example"], log, findUnreadiness: async () => null },
  );
});
afterAll(() => api.close());

test("A5 fields that a route's answer does not declare never leave the server", async () => {
  const answer = await api.call("POST", "/api/echo/a?times=2", { body: { text: "ho" } });
  expect(answer.body).toEqual({ said: "a hoho" });
});

test("C8 a file that fails at its beginning is answered with why, one that fails later breaks off, others are whole", async () => {
  const early = await api.call("GET", "/api/file?rows=2&fails=away");
  expect([early.status, early.body.code]).toEqual([503, "database-away"]);
  expect(early.headers.get("content-type")).toContain("application/problem+json");
  expect(early.headers.get("content-disposition")).toBeNull();
  await expect(api.call("GET", "/api/file?rows=200&fails=away")).rejects.toThrow(TypeError);
  for (const rows of [0, 2, 200]) {
    const whole = await api.call("GET", `/api/file?rows=${rows}&fails=no`);
    expect(whole.headers.get("content-disposition")).toContain("file.csv");
    expect(whole.text.split("\r\n")).toHaveLength(rows + 2);
  }
});

test("A5 wrong path, query and body are 400 with the field's path", async () => {
  const wrongs: [string, unknown, string][] = [
    ["/api/echo/toolong", { text: "x" }, "id"],
    ["/api/echo/a?times=9", { text: "x" }, "times"],
    ["/api/echo/a", { text: 5 }, "text"],
    ["/api/echo/a", undefined, "text"],
  ];
  for (const [path, body, field] of wrongs) {
    const answer = await api.call("POST", path, { body });
    expect(answer.status, path).toBe(400);
    expect(answer.body.errors[0].path).toBe(field);
  }
});

test("A5 malformed, oversized, foreign and prototype-poisoning bodies are refused in words, without a stack", async () => {
  const json = { "Content-Type": "application/json" };
  const cases: [string, Record<string, string>, number][] = [
    ["{", json, 400],
    ['"x', json, 400],
    [JSON.stringify({ text: "x".repeat(300_000) }), json, 413],
    ["<a/>", { "Content-Type": "application/xml" }, 415],
    ["{}", { ...json, "Content-Encoding": "br" }, 400],
    ['{"__proto__":{"text":"x"}}', json, 400],
  ];
  for (const [raw, headers, status] of cases) {
    const answer = await api.call("POST", "/api/echo/a", { raw, headers });
    expect(answer.status, raw.slice(0, 20)).toBe(status);
    expect(answer.body).toMatchObject({
      status,
      detail: expect.stringMatching(/\.$/),
      requestId: answer.headers.get("x-request-id"),
    });
    expect(answer.text).not.toMatch(/node_modules|at .*:\d+/);
  }
  expect(({} as Record<string, unknown>).text).toBeUndefined();
});

test("A5 a value that is not text is refused with its path, at any depth", async () => {
  const broken: [string, unknown, string][] = [
    ["/api/echo/a", { text: "a\0b" }, "text"],
    ["/api/echo/a", { text: "\ud800" }, "text"],
    ["/api/echo/a%00", { text: "x" }, "id"],
    ["/api/echo/a", { text: "x", more: { list: ["fine", { "k\0": "v" }] } }, "more.list.1"],
  ];
  for (const [path, body, field] of broken) {
    const answer = await api.call("POST", path, { body });
    expect([answer.status, answer.body.errors?.[0].path], path).toEqual([400, field]);
  }
});

test("O5 while the database recovers, the answer to a request asks to retry, and says what was kept", async () => {
  const answer = await api.call("GET", "/api/away");
  expect([answer.status, answer.headers.get("Retry-After")]).toEqual([503, "5"]);
  expect(answer.body).toMatchObject({
    code: "database-away",
    detail: expect.stringContaining("Nothing that was shown as said is lost. Try again in a few seconds."),
  });
});

test("A5 the answer to an unexpected failure has its request id and no internals", async () => {
  const answer = await api.call("GET", "/api/broken");
  expect(answer.status).toBe(500);
  expect(answer.text).not.toContain("secret");
  expect(logged.join("")).toContain(answer.headers.get("x-request-id")!);
});

test("A5 tokens are never logged", async () => {
  const { token } = await api.signIn("Ada");
  await api.call("GET", `/api/me?token=${token}`, { token });
  expect(logged.join("")).not.toContain(token);
});

test("A1 a role that is missing is 403, nobody is 401", async () => {
  const [guest, facilitator] = [await api.signIn("Guest"), await api.signIn("Lead", "facilitator")];
  const answers = await Promise.all(
    [undefined, guest.token, facilitator.token].map((token) => api.call("GET", "/api/staff", { token })),
  );
  expect(answers.map((answer) => answer.status)).toEqual([401, 403, 200]);
  expect(answers[1]!.body.detail).toContain("admin or facilitator");
});

test("an unknown address is 404, another method 405 with those allowed", async () => {
  expect((await api.call("GET", "/api/nothing")).body).toMatchObject({ status: 404 });
  expect((await api.call("GET", "/nothing")).body).toMatchObject({ status: 404 });
  const answer = await api.call("DELETE", "/api/echo/a");
  expect(answer.status).toBe(405);
  expect(answer.headers.get("allow")).toBe("POST");
});

test("A5 only allowed origins are named to browsers", async () => {
  const ask = (origin: string) => api.call("OPTIONS", "/api/me", { headers: { Origin: origin } });
  const friend = await ask("https://friend.example");
  expect([friend.status, friend.headers.get("access-control-allow-origin")]).toEqual([204, "https://friend.example"]);
  const stranger = await ask("https://stranger.example");
  expect([stranger.status, stranger.headers.get("access-control-allow-origin")]).toEqual([403, null]);
});

test("O3 healthz and readyz answer", async () => {
  expect((await api.call("GET", "/healthz")).body).toEqual({ status: "ok" });
  expect((await api.call("GET", "/readyz")).status).toBe(200);
});

test("W1 scripts travel compressed", async () => {
  const answer = await api.call("GET", "/assets/world-abc123.js");
  expect(answer.headers.get("content-encoding")).toMatch(/^(br|gzip)$/);
});

test("W1 the page is asked for each time, its hashed files once, under a policy without foreign or inline script", async () => {
  const page = await api.call("GET", "/");
  expect(page.text).toContain("<title>Dramatis</title>");
  expect(page.headers.get("cache-control")).toBe("no-cache");
  const policy = page.headers.get("content-security-policy")!;
  expect(policy).toContain("script-src 'self';");
  expect(policy).not.toMatch(/https?:/);
  expect((await api.call("GET", "/assets/main-abc123.js")).headers.get("cache-control")).toContain("immutable");
});

test("W7 a link without a hash leads to the same place", async () => {
  const answer = await api.call("GET", "/place/plaza/circle/0199");
  expect([answer.status, answer.headers.get("location")]).toEqual([302, "../../../#/plaza/circle/0199"]);
});

test("A5 files outside the client's folder are out of reach", async () => {
  for (const path of ["/../package.json", "/%2e%2e/package.json", "/assets/..%2f..%2fpackage.json", "/%00", "/%zz"]) {
    expect((await api.call("GET", path)).status, path).toBeGreaterThanOrEqual(400);
  }
});

test("every operation is described, with the shapes that validate it", async () => {
  const { body: document } = await api.call("GET", "/api/openapi.json");
  expect(document.openapi).toBe("3.1.0");
  const operation = document.paths["/api/echo/{id}"].post;
  expect(
    operation.parameters.map((parameter: { name: string; in: string }) => `${parameter.in} ${parameter.name}`),
  ).toEqual(["path id", "query times"]);
  expect(operation.requestBody.content["application/json"].schema.required).toEqual(["text"]);
  expect(document.paths["/api/me"].get.security).toEqual([{ bearer: [] }]);
  const ids = Object.values<Record<string, { operationId: string }>>(document.paths).flatMap((methods) =>
    Object.values(methods).map(({ operationId }) => operationId),
  );
  expect(new Set(ids).size).toBe(ids.length);
  expect(operation.requestBody.content["application/json"].example).toEqual({ text: expect.any(String) });
  expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(["400", "404", "429", "default"]));
  const docs = await api.call("GET", "/api/docs");
  expect(docs.text).toContain("POST /api/echo/{id}");
  expect(docs.text).not.toContain("<script");
});

test("W10 what is wide in the description of operations is scrolled by keyboard, and has a name", async () => {
  const { text } = await api.call("GET", "/api/docs");
  const codes = text.match(/<pre[^>]*>/g)!;
  expect(codes.length).toBeGreaterThan(3);
  expect(codes.filter((code) => !/tabindex="0" role="group" aria-label="[^"]+"/.test(code))).toEqual([]);
  expect(codes).toContain('<pre tabindex="0" role="group" aria-label="Example, POST /api/echo/{id}">');
});
