/** Candidates for a search of the library, with what they are ranked by. */
import type { Principal } from "../../engine/scope/scope.ts";
import type { Database } from "../database/open-database.store.ts";

/** The newest; a workspace with more finds the others by page. */
const MOST_CANDIDATES = 2_000;

/** What a persona is found by. */
export const LIBRARY_TEXT = `concat_ws(' ', p.name, p.draft->>'description', p.draft->'demographics'->>'occupation',
  p.draft->'background'->>'expertise', p.draft->'background'->>'interests', p.draft->'personality'->>'values')`;

export type Candidate = {
  id: string;
  /** 0: none of the words. */
  wordRank: number;
  embedding: Buffer | null;
};

/** @param model vectors of others are left out */
export function findCandidates(
  database: Database,
  scope: Principal,
  wanted: { words: readonly string[]; model: string | null },
): Promise<Candidate[]> {
  const query = wanted.words.map((word) => `${word}:*`).join(" | ");
  return database.inScope(scope, (em) =>
    em.execute<Candidate[]>(
      `select e.id, ts_rank(to_tsvector('simple', ${LIBRARY_TEXT}), to_tsquery('simple', ?)) as "wordRank",
         case when e.embedding_model = ? then e.embedding end as embedding
       from published_personas e join personas p on p.id = e.persona_id and p.deleted_at is null
       order by e.id desc limit ?`,
      [query, wanted.model, MOST_CANDIDATES],
    ),
  );
}
