/** The pool of backstories of a workspace: listed, searched by words and meaning, read (SPEC S2). */
import type { EmbeddingSource } from "../../../engine/model/embedding-source.ts";
import { routeName } from "../../../engine/model/language-model.ts";
import type { Principal } from "../../../engine/scope/scope.ts";
import type {
  BackstoryPage,
  BackstoryQuery,
  BackstorySummary,
  BackstoryView,
  PoolDemographics,
} from "../../../schema/messages/backstory.ts";
import { measurePool } from "../../../schema/rules/survey/demographics.ts";
import { STANDARD_TRAITS } from "../../../schema/rules/survey/standard-traits.ts";
import { Problem } from "../../http/problem.ts";
import { rankEntries, wordsOf } from "../../library/rank-entries.ts";
import { createEmbedder } from "../../memory/embed-texts.ts";
import { createVectorKeeper } from "../../memory/keep-vectors.ts";
import type { BackstoryDetails, BackstoryPool } from "./backstory-pool.store.ts";

export type BackstoriesPorts = { pool: BackstoryPool; embedding: EmbeddingSource; report(problem: unknown): void };
export type Backstories = ReturnType<typeof createBackstories>;

export function createBackstories({ pool, embedding, report }: BackstoriesPorts) {
  const { embedTexts, embedQuery } = createEmbedder(embedding, report);
  const modelName = () => {
    const model = embedding.get();
    return model && routeName(model.route);
  };
  const keepEmbedded = createVectorKeeper(pool, embedTexts, modelName, report);

  async function search(scope: Principal, query: BackstoryQuery, words: readonly string[]): Promise<BackstoryPage> {
    keepEmbedded(scope.workspaceId);
    const vector = await embedQuery(query.q!, { workspaceId: scope.workspaceId, policy: "talk" });
    const candidates = await pool.findCandidates(scope, { words, model: modelName(), provenance: query.provenance });
    const ranked = rankEntries(candidates, vector ? new Float32Array(vector.values) : null);
    const start = query.cursor ? ranked.indexOf(query.cursor) + 1 : 0;
    const rows = await pool.listByIds(scope, ranked.slice(start, start + query.limit + 1), words);
    return { ...pageOf(rows, query.limit), ranking: vector ? "words-and-meaning" : "words" };
  }

  return {
    async list(scope: Principal, query: BackstoryQuery): Promise<BackstoryPage> {
      const words = wordsOf(query.q ?? "");
      if (words.length > 0) return search(scope, query, words);
      const rows = await pool.listNewest(scope, { ...query, limit: query.limit + 1 });
      return { ...pageOf(rows, query.limit), ranking: "newest" };
    },

    /** Of the standard traits, over the whole pool. */
    async demographics(scope: Principal): Promise<PoolDemographics> {
      const labelled = await pool.listLabelled(scope);
      const traitIds = STANDARD_TRAITS.map(({ id }) => id);
      return { backstories: labelled.length, traits: measurePool(labelled, traitIds) };
    },

    async find(scope: Principal, id: string): Promise<BackstoryView> {
      const found = await pool.find(scope, id);
      if (!found)
        throw new Problem(404, "There is no such backstory. GET /api/backstories lists those that there are.", {
          code: "no-such-backstory",
        });
      return toView(found);
    },
  };
}

function pageOf(rows: BackstorySummary[], limit: number) {
  const items = rows.slice(0, limit);
  return { items, next: rows.length > limit ? items.at(-1)!.id : null };
}

function toView({ nearestId, nearestTitle, nearestShare, createdAt, ...rest }: BackstoryDetails): BackstoryView {
  return {
    ...rest,
    createdAt: new Date(createdAt).toISOString(),
    nearest: nearestId === null ? null : { id: nearestId, title: nearestTitle ?? "", share: nearestShare ?? 0 },
  };
}
