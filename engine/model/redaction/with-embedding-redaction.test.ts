import { expect, test } from "vitest";
import type { EmbeddingCalls } from "../language-model.ts";
import { testScope } from "../../../test/model-servers/collect.ts";
import { toEmbeddingModel } from "../answers/to-embedding-model.ts";
import { NO_USAGE } from "../usage/add-usage.ts";
import { withEmbeddingRedaction } from "./with-embedding-redaction.ts";

function vectors(local: boolean): EmbeddingCalls & { sent: string[] } {
  const sent: string[] = [];
  return {
    route: { provider: "openai", model: "m", local },
    sent,
    async *stream({ texts }) {
      sent.push(...texts);
      yield { type: "vectors", vectors: texts.map(() => new Float32Array([1])) };
      yield { type: "finish", usage: NO_USAGE };
    },
  };
}

test("L4 texts go out for vectors without personal data, the same text always the same", async () => {
  const model = vectors(false);
  const safe = toEmbeddingModel(withEmbeddingRedaction(model));
  expect(await safe.embed(["I am anna@example.com", "Ring +49 30 901820"], testScope())).toHaveLength(2);
  await safe.embed(["theo@example.com and anna@example.com", "I am anna@example.com"], testScope());
  expect(model.sent).toEqual(["I am [EMAIL_1]", "Ring [PHONE_1]", "[EMAIL_1] and [EMAIL_2]", "I am [EMAIL_1]"]);
});

test("L4 texts that cannot be checked are refused; on this machine they stay as they are", async () => {
  const model = vectors(false);
  await expect(toEmbeddingModel(withEmbeddingRedaction(model)).embed([null as never], testScope())).rejects.toThrow(
    /nothing was sent/,
  );
  expect(model.sent).toEqual([]);
  const local = vectors(true);
  expect(withEmbeddingRedaction(local)).toBe(local);
});
