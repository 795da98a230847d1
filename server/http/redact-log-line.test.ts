import pino from "pino";
import { expect, test } from "vitest";
import { redactLogLine } from "./redact-log-line.ts";

test("L4 logs carry no personal data, in messages, fields and errors, and stay one JSON object a line", () => {
  const lines: string[] = [];
  const log = pino({ hooks: { streamWrite: redactLogLine } }, { write: (line: string) => void lines.push(line) });
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
