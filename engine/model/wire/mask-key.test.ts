import fc from "fast-check";
import { expect, test } from "vitest";
import { maskKey } from "./mask-key.ts";

const KEY = 'sk-Pl4nt3d "quoted" ü/01';
const answerOf = (bytes: Buffer, lengths: number[]) => {
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (let at = 0, index = 0; at < bytes.length; index += 1) {
        const length = lengths[index % lengths.length]!;
        controller.enqueue(bytes.subarray(at, at + length));
        at += length;
      }
      controller.close();
    },
  });
  return new Response(body, { headers: { "content-type": `text/${encodeURIComponent(KEY)}` } });
};

test("A5 a key that a provider sends back is gone from whatever it sends, wherever the network cuts it", async () => {
  const parts = fc.constantFrom(
    KEY,
    encodeURIComponent(KEY),
    JSON.stringify({ said: KEY }),
    KEY.slice(0, 9),
    "ü",
    "data: ",
    "\n",
  );
  await fc.assert(
    fc.asyncProperty(
      fc.array(parts, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 30 }), { minLength: 1, maxLength: 5 }),
      async (texts, lengths) => {
        const answer = maskKey(answerOf(Buffer.from(texts.join("|")), lengths), KEY);
        const expected = texts.map((text) =>
          text === JSON.stringify({ said: KEY }) ? '{"said":"(key)"}' : text.length >= KEY.length ? "(key)" : text,
        );
        expect(await answer.text()).toBe(expected.join("|"));
        expect(answer.headers.get("content-type")).toBe("text/(key)");
      },
    ),
  );
});

test("A5 an answer without the key passes as it came, piece by piece, and is left where its reader leaves", async () => {
  let isLeft = false;
  const source = new ReadableStream<Uint8Array>({
    start: (controller) => ["one ", "two ", "three"].forEach((text) => controller.enqueue(Buffer.from(text))),
    cancel: () => void (isLeft = true),
  });
  const seen: string[] = [];
  for await (const chunk of maskKey(new Response(source), KEY).body as unknown as AsyncIterable<Uint8Array>) {
    seen.push(Buffer.from(chunk).toString());
    if (seen.length === 2) break;
  }
  expect([seen, isLeft]).toEqual([["one ", "two "], true]);
});

test("A5 an empty key masks nothing", async () => {
  expect(await maskKey(new Response("none of them"), "none").text()).toBe("none of them");
});
