/** Ranks a persona's memories: relevance from Weaviate, importance and recency from Postgres (SPEC M4, M5). */
import { stemBoth } from "../../../engine/memory/lexical-index.ts";
import type { IndexQuery } from "../../../engine/memory/persona-index.ts";
import { LISTED, rankMemories } from "../../../engine/memory/rank-memories.ts";
import type { Database } from "../../database/open-database.store.ts";
import type { IndexedPersona } from "../memory-index.ts";
import { findBestStanding, readStanding, type Standing } from "./standing.store.ts";
import type { Scores, Searched, Weaviate } from "./weaviate.adapter.ts";

export type RankParts = {
  database: Database;
  weaviate: Weaviate;
  collection: string;
  /** A time that may not be stored yet. */
  accessedAt(id: string): number | undefined;
};

/** Ids of the most useful memories, best first. Rejects while Weaviate is unavailable. */
export async function rankInWeaviate(
  { database, weaviate, collection, accessedAt }: RankParts,
  { workspaceId, personaId }: IndexedPersona,
  query: IndexQuery,
): Promise<string[]> {
  const { audience, embedding, at, limit } = query;
  const words = stemBoth(query.text).join(" ");
  const byMeaning = (searched: Searched): Promise<Scores> | Scores =>
    embedding ? weaviate.findNearest(collection, workspaceId, embedding, searched) : new Map();
  const byWords = (searched: Searched): Promise<Scores> | Scores =>
    words ? weaviate.findByWords(collection, workspaceId, words, searched) : new Map();
  /** A list that is not full has everything that has a score. */
  const complete = async (
    listed: Scores,
    search: (searched: Searched) => Promise<Scores> | Scores,
    ids: readonly string[],
  ): Promise<Scores> => {
    const onlyIds = ids.filter((id) => !listed.has(id));
    if (listed.size < searched.limit || onlyIds.length === 0) return listed;
    return new Map([...listed, ...(await search({ ...searched, limit: onlyIds.length, onlyIds }))]);
  };

  // Memories of the turns in view are sorted out afterwards.
  const searched = { personaId, audience, limit: LISTED + query.exceptTurnIds.length };
  const [nearest, matching, best] = await Promise.all([
    byMeaning(searched),
    byWords(searched),
    findBestStanding(database, personaId, query),
  ]);
  const known = new Set(best.map(({ id }) => id));
  const found = [...new Set([...nearest.keys(), ...matching.keys()])];
  const others = found.filter((id) => !known.has(id));
  const ids = [...known, ...others];
  const [meaning, inWords, standing] = await Promise.all([
    complete(nearest, byMeaning, ids),
    complete(matching, byWords, ids),
    readStanding(database, personaId, query, others),
  ]);
  const candidates = inOrder([...best, ...standing]);
  const columns = {
    meaning: candidates.map(({ id }) => meaning.get(id) ?? NaN),
    words: candidates.map(({ id }) => inWords.get(id) ?? 0),
    importance: candidates.map(({ importance }) => importance),
    lastAccessedAt: candidates.map(({ id, lastAccessedAt }) => Math.max(lastAccessedAt, accessedAt(id) ?? 0)),
  };
  return rankMemories(columns, [...candidates.keys()], at, limit).map((index) => candidates[index]!.id);
}

/** Of equal memories the older comes first, as in the embedded index. */
const inOrder = (candidates: Standing[]): Standing[] => candidates.sort((one, other) => (one.id < other.id ? -1 : 1));
