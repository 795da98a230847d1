/** The pool of backstories of a workspace: read in the scope of a facilitator (SPEC A2), filled by the server. */
import type { EntityManager } from "@mikro-orm/postgresql";
import { signText } from "../../../engine/survey/backstory/text-signature.ts";
import { personOf, type Principal } from "../../../engine/scope/scope.ts";
import type { BackstoryQuery, LifeAnswer, Provenance } from "../../../schema/messages/backstory.ts";
import type { LabelledBackstory, TraitDistribution } from "../../../schema/rules/survey/labels.ts";
import { newId } from "../../database/new-id.adapter.ts";
import type { Database } from "../../database/open-database.store.ts";
import { countWords } from "./count-words.ts";
import type { AuthoredFile } from "./parse-backstory.ts";

export type BackstoryDetails = {
  id: string;
  title: string;
  provenance: Provenance;
  setIn: string;
  words: number;
  answers: LifeAnswer[];
  model: string | null;
  critic: string | null;
  promptHashes: Record<string, string>;
  seed: number | null;
  createdAt: Date | string;
  nearestId: string | null;
  nearestTitle: string | null;
  nearestShare: number | null;
  labels: Record<string, TraitDistribution>;
};
export type SummaryRow = Pick<BackstoryDetails, "id" | "title" | "provenance" | "setIn" | "words" | "labels"> & {
  excerpt: string;
};
export type Interview = Pick<BackstoryDetails, "id" | "setIn" | "answers">;
export type PoolMeasures = { backstories: number; meanWords: number; unlabelled: string[] };
export type SearchCandidate = { id: string; wordRank: number; embedding: Buffer | null };

const EXCERPT_LETTERS = 260;
/** The newest; a larger pool is searched by page of the newest. */
const MOST_CANDIDATES = 5_000;

/**
 * SQL: the label of each trait of backstory `b`. What the text states comes first, then what a model's answers suggest,
 * then that the text states nothing.
 */
const LABELS = `(
  select coalesce(jsonb_object_agg(trait_id, jsonb_strip_nulls(jsonb_build_object('distribution', distribution,
    'source', source, 'count', count, 'evidence', evidence, 'model', nullif(model, '')))), '{}')
  from (select distinct on (l.trait_id) l.* from backstory_labels l where l.backstory_id = b.id
    order by l.trait_id,
      case when l.source <> 'explicit' then 1 when l.distribution->>'unknown' is null then 0 else 2 end, l.made_at desc
  ) best)`;

const SUMMARY = `b.id, b.title, b.provenance, b.set_in as "setIn", b.words, ${LABELS} as labels`;

export type BackstoryPool = ReturnType<typeof createBackstoryPool>;

export const createBackstoryPool = (database: Database) => ({ ...readings(database), ...work(database) });

function readings(database: Database) {
  return {
    /** Newest first. */
    listNewest: (scope: Principal, { provenance, cursor, limit }: BackstoryQuery): Promise<SummaryRow[]> =>
      database.inScope(scope, (em) =>
        em.execute<SummaryRow[]>(
          `select ${SUMMARY}, left(b.answers->0->>'answer', ${EXCERPT_LETTERS}) as excerpt from backstories b
           where (?::text is null or b.provenance = ?) and (? = '' or b.id < ?) order by b.id desc limit ?`,
          [provenance ?? null, provenance ?? null, cursor ?? "", cursor ?? "", limit],
        ),
      ),

    /** @param model vectors of others are left out */
    findCandidates: (
      scope: Principal,
      wanted: { words: readonly string[]; model: string | null; provenance: Provenance | undefined },
    ): Promise<SearchCandidate[]> =>
      database.inScope(scope, (em) =>
        em.execute<SearchCandidate[]>(
          `select id, ts_rank(words_index, to_tsquery('english', ?)) as "wordRank",
             case when embedding_model = ? then embedding end as embedding
           from backstories where ?::text is null or provenance = ? order by id desc limit ${MOST_CANDIDATES}`,
          [toQuery(wanted.words), wanted.model, wanted.provenance ?? null, wanted.provenance ?? null],
        ),
      ),

    /** In the order of `ids`, each with the passage that matches the words. */
    listByIds: (scope: Principal, ids: readonly string[], words: readonly string[]): Promise<SummaryRow[]> =>
      database.inScope(scope, (em) =>
        em.execute<SummaryRow[]>(
          `select ${SUMMARY}, ts_headline('english',
             (select string_agg(a->>'answer', ' ' order by place) from jsonb_array_elements(b.answers) with ordinality t(a, place)),
             to_tsquery('english', ?), 'StartSel="", StopSel="", MaxWords=40, MinWords=25') as excerpt
           from backstories b where b.id in (select json_array_elements_text(?::json))
           order by array_position(array(select json_array_elements_text(?::json)), b.id)`,
          [toQuery(words), JSON.stringify(ids), JSON.stringify(ids)],
        ),
      ),

    async find(scope: Principal, id: string): Promise<BackstoryDetails | null> {
      const [found] = await database.inScope(scope, (em) => em.execute<BackstoryDetails[]>(DETAILS, [id]));
      return found ?? null;
    },

    /** What these people told; in any order. */
    listInterviews: (scope: Principal, ids: readonly string[]): Promise<Interview[]> =>
      database.inScope(scope, (em) =>
        em.execute<Interview[]>(
          `select id, set_in as "setIn", answers from backstories where id in (select json_array_elements_text(?::json))`,
          [JSON.stringify(ids)],
        ),
      ),

    /** `unlabelled`: those of the traits that some backstory has no label of. */
    async measureForRun(scope: Principal, traitIds: readonly string[]): Promise<PoolMeasures> {
      const [measures] = await database.inScope(scope, (em) =>
        em.execute<PoolMeasures[]>(
          `select count(*)::int as backstories, coalesce(avg(words), 0)::float8 as "meanWords", array(
             select t from json_array_elements_text(?::json) t
             where exists (select from backstories b where not exists (
               select from backstory_labels l where l.backstory_id = b.id and l.trait_id = t))) as unlabelled from backstories`,
          [JSON.stringify(traitIds)],
        ),
      );
      return measures!;
    },

    /** Every backstory with its labels, for matching and for the pool's demographics; oldest first. */
    listLabelled: (scope: Principal): Promise<LabelledBackstory[]> =>
      database.inScope(scope, (em) =>
        em.execute<LabelledBackstory[]>(`select b.id, ${LABELS} as labels from backstories b order by b.id`),
      ),
  };
}

const toQuery = (words: readonly string[]): string => words.map((word) => `${word}:*`).join(" | ");

const DETAILS = `
  select ${SUMMARY}, b.answers, b.model, b.critic, b.prompt_hashes as "promptHashes", b.seed::float8 as seed, b.created_at as "createdAt",
    n.id as "nearestId", n.title as "nearestTitle", n.share as "nearestShare"
  from backstories b left join lateral (
    select o.id, o.title, (select count(*) from unnest(o.signature, b.signature) as both_of(one, other) where one = other)::float8
      / cardinality(b.signature) as share
    from backstories o where o.id <> b.id order by share desc, o.id limit 1) n on true
  where b.id = ?`;

function work(database: Database) {
  return {
    addAuthored: (workspaceId: string, files: readonly AuthoredFile[]): Promise<void> =>
      database.em().transactional(async (em) => {
        const known = await em.execute<{ key: string }[]>(
          `select file_key as key from backstories where workspace_id = ? and file_key is not null`,
          [workspaceId],
        );
        const keys = new Set(known.map(({ key }) => key));
        for (const file of files) if (!keys.has(file.key)) await addAuthored(em, workspaceId, file);
      }),

    /** Once for each backstory, trait, source and model. */
    async keepLabel({ workspaceId, actor }: Principal, backstoryId: string, traitId: string, label: TraitDistribution) {
      await database.em().execute(
        `insert into backstory_labels (backstory_id, trait_id, source, model, workspace_id, owner_id, distribution, count, evidence)
         values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?) on conflict do nothing`,
        [
          backstoryId,
          traitId,
          label.source,
          label.model ?? "",
          workspaceId,
          personOf({ actor }) ?? null,
          JSON.stringify(label.distribution),
          label.count,
          label.evidence ?? null,
        ],
      );
    },

    /** Those whose vector is missing, or of another model. Who they are is what they are found by: longer texts blur. */
    listUnembedded: (workspaceId: string, model: string, limit: number) =>
      database.em().execute<{ id: string; version: number; text: string }[]>(
        `select id, 1 as version, title || '. ' || left(answers->0->>'answer', 400) as text
         from backstories where workspace_id = ? and embedding_model is distinct from ? order by id desc limit ?`,
        [workspaceId, model, limit],
      ),

    async keepVector(id: string, _version: number, embedding: Buffer, model: string): Promise<void> {
      await database
        .em()
        .execute("update backstories set embedding = ?, embedding_model = ? where id = ?", [embedding, model, id]);
    },
  };
}

/** Another server of the same database may be adding the same. */
async function addAuthored(em: EntityManager, workspaceId: string, file: AuthoredFile): Promise<void> {
  const text = file.answers.map(({ answer }) => answer).join("\n");
  const [added] = await em.execute<{ id: string }[]>(
    `insert into backstories (id, workspace_id, provenance, file_key, title, set_in, answers, words, signature, words_index)
     select ?, ?, 'authored', ?, ?, ?, ?::jsonb, ?, array(select json_array_elements_text(?::json)::int), to_tsvector('english', ?)
     on conflict (workspace_id, file_key) do nothing returning id`,
    [
      newId(),
      workspaceId,
      file.key,
      file.title,
      file.setIn,
      JSON.stringify(file.answers),
      countWords(text),
      JSON.stringify(signText(text)),
      `${file.title}\n${text}`,
    ],
  );
  if (!added) return;
  await em.execute(
    `insert into backstory_labels (backstory_id, trait_id, source, workspace_id, distribution, count, evidence)
     select ?, key, value->>'source', ?, value->'distribution', (value->>'count')::int, value->>'evidence'
     from jsonb_each(?::jsonb)`,
    [added.id, workspaceId, JSON.stringify(file.labels)],
  );
}
