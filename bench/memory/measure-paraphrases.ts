/** Facts that are not recalled by a question in other words, by words and by a real model's vectors (SPEC M5). */
import { countMisses, readParaphrasedFacts } from "../../test/memory/count-misses.ts";
import { hasSmallEmbedding, openSmallEmbedding } from "../../test/small-embedding.ts";

/** The model is English: its German figure is no floor. `byMeaning` null: the model is not on this machine. */
export async function measureParaphrases(): Promise<object> {
  const embedding = hasSmallEmbedding ? await openSmallEmbedding() : null;
  const measure = async (language: "english" | "german") => {
    const facts = readParaphrasedFacts(language);
    return {
      facts: facts.length,
      missesAt5ByWords: await countMisses(facts, null),
      missesAt5ByMeaning: embedding && (await countMisses(facts, embedding)),
    };
  };
  const measured = { english: await measure("english"), german: await measure("german") };
  await embedding?.close();
  return { model: embedding?.route.model ?? null, ...measured };
}
