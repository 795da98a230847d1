import fc from "fast-check";
import { expect, test } from "vitest";
import { ApiProblem, readLines } from "./send-request.ts";

const all = async (response: Response) => {
  const lines: unknown[] = [];
  for await (const line of readLines(response, (value) => value)) lines.push(line);
  return lines;
};

test("M1 lines come whole however the network cuts them", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ delta: fc.string() })),
      fc.integer({ min: 1, max: 9 }),
      async (lines, size) => {
        const bytes = new TextEncoder().encode(lines.map((line) => `${JSON.stringify(line)}\n`).join(""));
        const body = new ReadableStream({
          start(stream) {
            for (let at = 0; at < bytes.length; at += size) stream.enqueue(bytes.slice(at, at + size));
            stream.close();
          },
        });
        expect(await all(new Response(body))).toEqual(lines);
      },
    ),
  );
});

test("M1 a refusal instead of lines is a problem with its code", async () => {
  const refusal = Response.json({ detail: "The voice failed.", code: "voice-failed" }, { status: 502 });
  const problem: unknown = await all(refusal).catch((error: unknown) => error);
  expect(problem).toBeInstanceOf(ApiProblem);
  expect(problem).toMatchObject({ status: 502, code: "voice-failed", message: "The voice failed." });
});

test("M1 a line that breaks off says that the server cannot be reached", async () => {
  const body = new ReadableStream({
    start(stream) {
      stream.enqueue(new TextEncoder().encode('{"delta":"Fr'));
      stream.error(new Error("reset"));
    },
  });
  await expect(all(new Response(body))).rejects.toMatchObject({ status: 0 });
});
