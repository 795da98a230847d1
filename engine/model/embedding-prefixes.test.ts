import { expect, test } from "vitest";
import { testScope } from "../../test/model-servers/collect.ts";
import type { EmbeddingModel } from "./language-model.ts";
import { withEmbeddingPrefixes } from "./embedding-prefixes.ts";

const rows = [
  { model: "multilingual-e5-large-instruct", query: "Instruct: ", document: "", source: "test" },
  { model: "multilingual-e5", query: "query: ", document: "passage: ", source: "test" },
];

test("M5 an embedding model reads what it was trained to read before queries and before texts", async () => {
  const read: string[] = [];
  const open = (name: string): EmbeddingModel =>
    withEmbeddingPrefixes(
      {
        route: { provider: "test", model: name, local: true },
        async embed(texts) {
          read.push(...texts);
          return texts.map(() => new Float32Array([1]));
        },
      },
      rows,
    );
  const small = open("intfloat/Multilingual-E5-small");
  await small.embed(["a cat"], testScope(), "query");
  await small.embed(["a dog"], testScope());
  await open("multilingual-e5-large-instruct").embed(["a cat"], testScope(), "query");
  await open("all-MiniLM-L6-v2").embed(["a cat"], testScope(), "query");
  expect(read).toEqual(["query: a cat", "passage: a dog", "Instruct: a cat", "a cat"]);
});
