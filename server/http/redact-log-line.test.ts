import fc from "fast-check";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pino from "pino";
import { expect, test } from "vitest";
import { collectSecrets } from "./known-secrets.process.ts";
import { redactLogLine } from "./redact-log-line.ts";

function loggerWith(secrets: readonly string[] = []) {
  const lines: string[] = [];
  const log = pino(
    { hooks: { streamWrite: (line) => redactLogLine(line, secrets) } },
    { write: (line: string) => void lines.push(line) },
  );
  return { log, lines };
}

test("L4 logs carry no personal data, in messages, fields and errors, and stay one JSON object a line", () => {
  const { log, lines } = loggerWith();
  log.error({ err: new Error("anna@example.com has 4111 1111 1111 1111"), from: ["203.0.113.5"] }, "ring +4930901820");
  log.info({ requestId: "4f6b1a52-93c0-4e11-8111-111111111111", status: 200, ms: 12 }, "request");
  expect(lines.join("")).not.toMatch(/anna@|4111 1111|203\.0|901820/);
  const [failure, request] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(failure).toMatchObject({ level: 50, msg: "ring [PHONE_1]", from: ["[IP_1]"] });
  expect(failure!.err).toMatchObject({ type: "Error", message: "[EMAIL_1] has [CARD_1]" });
  expect(request).toMatchObject({
    requestId: "4f6b1a52-93c0-4e11-8111-111111111111",
    status: 200,
    time: expect.any(Number),
  });
  expect(lines.every((line) => line.endsWith("}\n"))).toBe(true);
});

test("L4 a line of the log that cannot be checked is withheld, and says so", () => {
  const line = redactLogLine("anna@example.com {broken");
  expect(JSON.parse(line)).toMatchObject({ level: 50, msg: expect.stringContaining("withheld") });
  expect(line).not.toContain("anna");
});

test("A5 headers, addresses with tokens and properties of errors contain no key in the log, in any format", () => {
  const { log, lines } = loggerWith();
  const cause = Object.assign(new Error("connect postgres://app:moonlight@db/world"), {
    config: { apiKey: "moonlight" },
  });
  const err = Object.assign(new Error("GET /api/files?token=mOOnl1ghtmOOnl1ght failed", { cause }), {
    headers: { Authorization: "Bearer moonlight", "X-Api-Key": "moonlight", cookie: ["moonlight=1"], status: 401 },
    request: { url: "https://x.example/?api_key=m00nlight-m00nlight" },
  });
  log.error({ err, tokens: 12 }, "failed");
  expect(lines.join("")).not.toMatch(/moonlight|mOOnl1ght|m00nlight/);
  expect(JSON.parse(lines[0]!)).toMatchObject({ tokens: 12, err: { headers: { status: 401 } } });
});

test("A5 a configured key never appears in a line, in any form or position", () => {
  const key = fc.stringMatching(/^[A-Za-z0-9 !$%&*+/=?_.-]{8,40}$/).filter((text) => text === text.trim());
  const form = fc.constantFrom(
    (text: string) => text,
    encodeURIComponent,
    (text: string) => Buffer.from(text).toString("base64"),
  );
  fc.assert(
    fc.property(key, form, fc.string(), fc.string(), (secret, write, before, after) => {
      const { forms, close } = collectSecrets({ OPENAI_API_KEY: secret }, {});
      close();
      const written = write(secret);
      const { log, lines } = loggerWith(forms());
      const text = `${before} ${written} ${after}`;
      log.error({ err: new Error(text), deep: [{ field: text, [text]: 1 }] }, text);
      for (const value of valuesOf(JSON.parse(lines[0]!))) expect(value).not.toContain(written);
    }),
  );
});

const valuesOf = (value: unknown): string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.entries(value).flatMap(([name, field]) => [name, ...valuesOf(field)])
      : [];

test("A5 the password of the database is a secret of its own, and so is a replacement key", async () => {
  const file = join(mkdtempSync(join(tmpdir(), "dramatis secrets ")), "key");
  writeFileSync(file, "first-key");
  const secrets = collectSecrets({ DATABASE_URL: "postgres://app:s%C3%A9same9@db/world" }, { GROQ_API_KEY: file }, 10);
  writeFileSync(file, "second-key");
  await expect.poll(secrets.forms).toContain("second-key");
  expect(secrets.forms()).toEqual(expect.arrayContaining(["sésame9", "s%C3%A9same9"]));
  secrets.close();
});
