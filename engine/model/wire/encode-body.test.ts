import fc from "fast-check";
import { expect, test } from "vitest";
import type { ChatMessage } from "../language-model.ts";
import { encodeBody } from "./encode-body.ts";

const text = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("", '"content":""', '\\"content\\":\\"\\"'));

test("a request whose start is encoded once is the same JSON, whatever its texts", () => {
  fc.assert(
    fc.property(text, text, fc.array(text), fc.boolean(), (model, introduction, questions, isKept) => {
      const start: ChatMessage = { role: "system", content: introduction, ...(isKept && { cache: "5m" }) };
      for (const asked of questions) {
        const body = {
          model,
          messages: [
            { role: "system", content: introduction },
            { role: "user", content: asked },
          ],
        };
        expect(encodeBody(body, start).equals(Buffer.from(JSON.stringify(body)))).toBe(true);
      }
    }),
  );
});

test("a request that begins otherwise than what was asked for, and one without messages, is sent as it is", () => {
  const start: ChatMessage = { role: "system", content: "You are Anna.", cache: "1h" };
  for (const body of [{ messages: [{ role: "user", content: "You are Anna.\n\nHello." }] }, { prompt: "Once" }])
    expect(JSON.parse(encodeBody(body, start).toString())).toEqual(body);
});
