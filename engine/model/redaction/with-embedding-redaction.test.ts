import { expect, test } from "vitest";
import type { EmbeddingModel } from "../language-model.ts";
import { withEmbeddingRedaction } from "./with-embedding-redaction.ts";

function vectors(local: boolean): EmbeddingModel & { sent: string[] } {
  const sent: string[] = [];
  return {
    route: { provider: "openai", model: "m", local },
    sent,
    async embed(texts) {
      sent.push(...texts);
      return texts.map(() => new Float32Array([1]));
    },
  };
}
const { signal } = new AbortController();

test("L4 texts go out for vectors without personal data, the same text always the same", async () => {
  const model = vectors(false);
  const safe = withEmbeddingRedaction(model);
  expect(await safe.embed(["I am anna@example.com", "Ring +49 30 901820"], signal)).toHaveLength(2);
  await safe.embed(["theo@example.com and anna@example.com", "I am anna@example.com"], signal);
  expect(model.sent).toEqual(["I am [EMAIL_1]", "Ring [PHONE_1]", "[EMAIL_1] and [EMAIL_2]", "I am [EMAIL_1]"]);
});

test("L4 texts that cannot be checked are refused; on this machine they stay as they are", async () => {
  const model = vectors(false);
  await expect(withEmbeddingRedaction(model).embed([null as never], signal)).rejects.toThrow(/nothing was sent/);
  expect(model.sent).toEqual([]);
  const local = vectors(true);
  expect(withEmbeddingRedaction(local)).toBe(local);
});
