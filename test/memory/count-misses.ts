/** How many facts are not recalled by a question in other words (SPEC M5). */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EmbeddingModel } from "../../engine/model/language-model.ts";
import { PersonaIndex } from "../../engine/memory/persona-index.ts";
import { testScope } from "../model-servers/collect.ts";

export type ParaphrasedFact = [fact: string, question: string];

const RECALLED = 5;

/** 200 in English, 40 in German, written for this. */
export const readParaphrasedFacts = (language: "english" | "german"): ParaphrasedFact[] => {
  const name = language === "english" ? "paraphrased-facts.json" : "paraphrased-facts-german.json";
  return JSON.parse(readFileSync(join(import.meta.dirname, name), "utf8")) as ParaphrasedFact[];
};

/** One persona remembers all of them, and is asked for each. @returns how many are not among the first five */
export async function countMisses(
  facts: readonly ParaphrasedFact[],
  embedding: EmbeddingModel | null,
): Promise<number> {
  const texts = facts.map(([fact]) => `Sam said: ${fact}.`);
  const questions = facts.map(([, question]) => question);
  const vectors = await embedding?.embed(texts, testScope());
  const asked = await embedding?.embed(questions, testScope(), "query");
  const index = new PersonaIndex();
  for (const [position, text] of texts.entries())
    index.set({
      id: String(position),
      text,
      turnId: null,
      witnesses: null,
      // The same for all, so that only relevance decides.
      importance: 0.3,
      lastAccessedAt: 0,
      embedding: vectors?.[position] ?? null,
    });
  return questions.filter((text, position) => {
    const query = { audience: "anyone" as const, text, at: 0, limit: RECALLED, exceptTurnIds: [] };
    return !index.rank({ ...query, embedding: asked?.[position] ?? null }).includes(String(position));
  }).length;
}
