/** Jobs that label the pool: asked for in the scope of a person (SPEC A2), done and written by the server (SPEC S3, O7). */
import { personOf, type Principal } from "../../../engine/scope/scope.ts";
import type { JobStatus } from "../../../schema/messages/job.ts";
import type { LabellingTally, LabellingWish } from "../../../schema/messages/labelling.ts";
import type { Message } from "../../../schema/messages/message.ts";
import { newId } from "../../database/new-id.adapter.ts";
import type { Database } from "../../database/open-database.store.ts";

export type LabellingRow = {
  id: string;
  wish: LabellingWish;
  model: string;
  ownerId: string;
  ownerName: string;
  jobId: string | null;
  costNano: number;
  endedBy: Message | null;
  status: JobStatus | null;
  isStopping: boolean;
  done: number | null;
  total: number | null;
  problem: Message | null;
  tally: LabellingTally;
  createdAt: Date | string;
};

/** A trait of a backstory, to be labelled. */
export type Unit = { backstoryId: string; traitId: string; isComparison: boolean };
export type ReplyKind = "stated" | "sampled" | "logprob";
export type Reply = Pick<Unit, "backstoryId" | "traitId"> & { kind: ReplyKind; place: number; reply: string };

const KEPT_LABELLINGS = 50;

const TALLY = `(
  select jsonb_build_object(
    'stated', count(*) filter (where source = 'explicit'),
    'estimated', count(*) filter (where source <> 'explicit'),
    'unusable', count(*) filter (where source is null),
    'refusalMass', avg(refusal_mass),
    'refused', coalesce((select jsonb_object_agg(why, times) from (
      select r.key as why, sum(r.value::int) as times from labelling_units n, jsonb_each_text(n.refused) r
      where n.labelling_id = l.id group by 1) each_why), '{}'))
  from labelling_units n where n.labelling_id = l.id)`;

/** Those that are a step of a run belong to it. */
const LABELLING = `
  select l.id, l.wish, l.model, l.owner_id as "ownerId", u.name as "ownerName", l.job_id as "jobId",
    l.cost_nano::float8 as "costNano", l.ended_by as "endedBy", j.status, j.wish is not null as "isStopping", j.done, j.total,
    j.problem, ${TALLY} as tally, l.created_at as "createdAt"
  from labellings l join users u on u.id = l.owner_id left join durable_jobs j on j.id = l.job_id
  where l.run_id is null`;

/**
 * SQL: whether backstory `b` needs no label of trait `t.id` from a model: its text states it, or this model has
 * estimated it in this way, or any label will do, and it has one.
 */
const IS_KNOWN = `exists (
  select from backstory_labels k where k.backstory_id = b.id and k.trait_id = t.id and (
    k.source = 'explicit' and k.distribution->>'unknown' is null or k.source = ? and k.model = ? or ?))`;
const knownOf = ({ estimate, onlyUnlabelled }: Pick<LabellingWish, "estimate" | "onlyUnlabelled">, model: string) => [
  estimate,
  model,
  onlyUnlabelled,
];

/** SQL: whether this model was asked to the last reply already. Its replies gave no label, or would have been deleted. */
const IS_ASKED = `exists (
  select from label_replies r where r.backstory_id = b.id and r.trait_id = t.id and r.model = ? and r.kind = ? and r.place = ?)`;
const lastReplyOf = ({ estimate, samples }: Pick<LabellingWish, "estimate" | "samples">, model: string) => [
  model,
  estimate,
  estimate === "sampled" ? samples - 1 : 0,
];

/** SQL: whether an older backstory has the same text as `b`, and is labelled for both. */
const IS_TWIN = `exists (
  select from backstories o where o.workspace_id = b.workspace_id and md5(o.answers::text) = md5(b.answers::text) and o.id < b.id)`;

const UNIT_TRAITS = `(select jsonb_array_elements_text(?::jsonb) as id) t`;

export type LabellingStore = ReturnType<typeof createLabellingStore>;

export const createLabellingStore = (database: Database) => ({ ...asked(database), ...worked(database) });

function asked(database: Database) {
  return {
    async insert(scope: Principal, wish: LabellingWish, model: string): Promise<string> {
      const id = newId();
      await database.inScope(scope, (em) =>
        em.execute("insert into labellings (id, workspace_id, owner_id, wish, model) values (?, ?, ?, ?::jsonb, ?)", [
          id,
          scope.workspaceId,
          personOf(scope)!,
          JSON.stringify(wish),
          model,
        ]),
      );
      return id;
    },

    keepJob: (scope: Principal, id: string, jobId: string): Promise<unknown> =>
      database.inScope(scope, (em) => em.execute("update labellings set job_id = ? where id = ?", [jobId, id])),

    /** Newest first. */
    list: (scope: Principal): Promise<LabellingRow[]> =>
      database.inScope(scope, (em) => em.execute(`${LABELLING} order by l.id desc limit ${KEPT_LABELLINGS}`)),

    async find(scope: Principal, id: string): Promise<LabellingRow | null> {
      const [found] = await database.inScope(scope, (em) =>
        em.execute<LabellingRow[]>(`${LABELLING} and l.id = ?`, [id]),
      );
      return found ?? null;
    },

    /** By trait: how long each text is, and whether its label is known, or would be asked for in vain again. */
    listWork: (
      scope: Principal,
      { traitIds, ...wish }: Pick<LabellingWish, "traitIds" | "estimate" | "samples" | "onlyUnlabelled">,
      model: string,
    ): Promise<{ words: number; isKnown: boolean }[]> =>
      database.inScope(scope, (em) =>
        em.execute(
          `select b.words, ${IS_KNOWN} or ${IS_TWIN} or ${IS_ASKED} as "isKnown" from backstories b cross join ${UNIT_TRAITS}`,
          [...knownOf(wish, model), ...lastReplyOf(wish, model), JSON.stringify(traitIds)],
        ),
      ),
  };
}

/** What a job does, as the server: labels are its to write. */
function worked(database: Database) {
  const em = () => database.em();
  return {
    /** Null when it was deleted. */
    async findWork(id: string): Promise<Pick<LabellingRow, "wish" | "model"> | null> {
      const [found] = await em().execute<Pick<LabellingRow, "wish" | "model">[]>(
        "select wish, model from labellings where id = ?",
        [id],
      );
      return found ?? null;
    },

    /** What its calls cost so far, those included that a crash lost. */
    async spentNano(workspaceId: string, id: string): Promise<number> {
      const [row] = await em().execute<{ spent: number }[]>(
        "select coalesce(sum(cost_nano), 0)::float8 as spent from ledger where workspace_id = ? and run_id = ?",
        [workspaceId, id],
      );
      return row!.spent;
    },

    /** Labels of a text go to all backstories that have the same one: it is read once. */
    copyAmongTwins: (workspaceId: string, traitIds: readonly string[]): Promise<unknown> =>
      em().execute(
        `insert into backstory_labels (backstory_id, trait_id, source, model, workspace_id, owner_id, distribution, count, evidence)
         select b.id, k.trait_id, k.source, k.model, b.workspace_id, k.owner_id, k.distribution, k.count, k.evidence
         from backstories b join backstories o on o.workspace_id = b.workspace_id and md5(o.answers::text) = md5(b.answers::text) and o.id <> b.id
         join backstory_labels k on k.backstory_id = o.id
         where b.workspace_id = ? and k.trait_id in (select jsonb_array_elements_text(?::jsonb))
         on conflict do nothing`,
        [workspaceId, JSON.stringify(traitIds)],
      ),

    /** What it has still to label, oldest backstory first. */
    listUnits: (
      workspaceId: string,
      id: string,
      { wish, model }: Pick<LabellingRow, "wish" | "model">,
    ): Promise<Unit[]> =>
      em().execute(
        `select b.id as "backstoryId", t.id as "traitId", false as "isComparison"
         from backstories b cross join ${UNIT_TRAITS}
         where b.workspace_id = ? and not ${IS_TWIN} and not ${IS_KNOWN} and not exists (
           select from labelling_units n where n.labelling_id = ? and n.backstory_id = b.id and n.trait_id = t.id)
         order by b.id, t.id`,
        [JSON.stringify(wish.traitIds), workspaceId, ...knownOf(wish, model), id],
      ),

    /** Traits of backstories that it is done with. */
    async countDone(id: string): Promise<number> {
      const [row] = await em().execute<{ done: number }[]>(
        "select count(*)::int as done from labelling_units where labelling_id = ?",
        [id],
      );
      return row!.done;
    },

    /** Of each trait, those that state it, in an order by lot that is the same each time. */
    listComparisons: (
      workspaceId: string,
      id: string,
      { wish, model }: Pick<LabellingRow, "wish" | "model">,
    ): Promise<Unit[]> =>
      em().execute(
        `select "backstoryId", "traitId", true as "isComparison" from (
           select s.backstory_id as "backstoryId", s.trait_id as "traitId",
             row_number() over (partition by s.trait_id order by md5(s.backstory_id || s.trait_id)) as lot
           from (select distinct backstory_id, trait_id from backstory_labels where workspace_id = ? and source = 'explicit'
             and distribution->>'unknown' is null and trait_id in (select jsonb_array_elements_text(?::jsonb))) s) drawn
         where lot <= ? and not exists (select from backstory_labels k where k.backstory_id = "backstoryId"
             and k.trait_id = "traitId" and k.source = ? and k.model = ?)
           and not exists (select from labelling_units n where n.labelling_id = ? and n.backstory_id = "backstoryId"
             and n.trait_id = "traitId" and n.is_comparison)
         order by 1, 2`,
        [workspaceId, JSON.stringify(wish.traitIds), wish.compare, wish.estimate, model, id],
      ),

    async findText(backstoryId: string): Promise<string> {
      const [row] = await em().execute<{ text: string }[]>(
        `select string_agg((a->>'question') || E'\\n' || (a->>'answer'), E'\\n\\n' order by place) as text
         from backstories b, jsonb_array_elements(b.answers) with ordinality t(a, place) where b.id = ?`,
        [backstoryId],
      );
      return row!.text;
    },

    listReplies: ({ backstoryId, traitId }: Unit, model: string): Promise<Omit<Reply, "backstoryId" | "traitId">[]> =>
      em().execute(
        "select kind, place, reply from label_replies where backstory_id = ? and trait_id = ? and model = ?",
        [backstoryId, traitId, model],
      ),
  };
}
