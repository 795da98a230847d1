import fc from "fast-check";
import { expect, test } from "vitest";
import { readAnthropicLine } from "./read-anthropic-line.ts";
import { readGeminiLine } from "./read-gemini-line.ts";
import { readLines } from "./read-lines.ts";
import { readOpenAiLine } from "./read-openai-line.ts";
import { splitBatch } from "./split-batch.ts";

async function* inPieces(bytes: Uint8Array, cuts: number[]): AsyncGenerator<Uint8Array> {
  const ends = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].toSorted((one, other) => one - other);
  let start = 0;
  for (const end of [...ends, bytes.length]) {
    yield bytes.subarray(start, end);
    start = end;
  }
}

const read = async (lines: AsyncIterable<string | null>): Promise<(string | null)[]> => {
  const all: (string | null)[] = [];
  for await (const line of lines) all.push(line);
  return all;
};

test("L5 lines are the same however the file is cut, also inside a character or a line end", async () => {
  const line = fc.string({ unit: "binary", maxLength: 30 }).map((text) => text.toWellFormed().replace(/[\r\n]/g, " "));
  await fc.assert(
    fc.asyncProperty(fc.array(line), fc.array(fc.nat()), fc.constantFrom("\n", "\r\n"), async (lines, cuts, end) => {
      const bytes = new TextEncoder().encode(lines.join(end));
      const wanted = lines.map((text) => text.trim()).filter((text) => text !== "");
      expect(await read(readLines(inPieces(bytes, cuts)))).toEqual(wanted);
    }),
  );
});

test("L5 a line too long to hold is passed over, and the next one is read", async () => {
  const bytes = new TextEncoder().encode(`one\n${"x".repeat(100)}\ntwo\n${"y".repeat(100)}`);
  expect(await read(readLines(inPieces(bytes, [5, 50, 90]), 20))).toEqual(["one", null, "two", null]);
});

test("L5 no line, whatever it contains, prevents reading the others", () => {
  const readers = [
    (line: string | null) => readOpenAiLine(line, new Set()),
    (line: string | null) => readAnthropicLine(line, new Set()),
    readGeminiLine,
  ];
  const names = [
    "custom_id",
    "key",
    "response",
    "error",
    "result",
    "status_code",
    "body",
    "type",
    "message",
    "choices",
  ];
  const odd = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.jsonValue({ maxDepth: 1 }),
      fc.constantFrom("succeeded", "errored", "canceled", "expired", 200, 500, "STOP"),
      fc.dictionary(fc.constantFrom(...names, "usage", "content", "candidates", "usageMetadata"), tie("value")),
    ),
  })).value;
  const line = fc.oneof(
    fc.string(),
    odd.map((value) => JSON.stringify(value)),
    fc.constant(null),
  );
  fc.assert(
    fc.property(line, (text) => {
      for (const reader of readers) {
        const result = reader(text);
        if (result) expect(typeof result.customId).toBe("string");
      }
    }),
    { numRuns: 2_000 },
  );
});

test("L5 parts keep every item in order, within the limits, and are as few as going in order allows", () => {
  const sizes = fc.array(fc.integer({ min: 1, max: 20 }), { maxLength: 60 });
  const limits = fc.record({ requests: fc.integer({ min: 1, max: 9 }), bytes: fc.integer({ min: 20, max: 60 }) });
  fc.assert(
    fc.property(sizes, limits, (bytes, most) => {
      const items = bytes.map((size) => ({ bytes: size }));
      const total = (part: typeof items) => part.reduce((sum, item) => sum + item.bytes, 0);
      const parts = splitBatch(items, most);
      expect(parts.flat()).toEqual(items);
      for (const part of parts) {
        expect(part.length).toBeLessThanOrEqual(most.requests);
        expect(total(part)).toBeLessThanOrEqual(most.bytes);
      }
      for (const [index, part] of parts.slice(1).entries()) {
        const before = parts[index]!;
        expect(before.length === most.requests || total(before) + part[0]!.bytes > most.bytes).toBe(true);
      }
    }),
  );
});
