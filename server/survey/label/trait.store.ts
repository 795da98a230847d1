/** Traits that researchers add to those of every backstory, for one person in their workspace (SPEC S3, A2). */
import { personOf, type Principal } from "../../../engine/scope/scope.ts";
import type { LabelCount, TraitDraft } from "../../../schema/messages/labelling.ts";
import type { LabelPair } from "../../../engine/survey/label/measure-agreement.ts";
import { lockRow } from "../../database/lock-row.store.ts";
import type { Database } from "../../database/open-database.store.ts";

export const MAX_TRAITS = 100;

export type CustomTrait = {
  id: string;
  question: string;
  isOrdinal: boolean;
  choices: string[];
  ownerId: string;
  ownerName: string;
};
export type CountRow = LabelCount & { traitId: string };

const TRAIT = `t.id, t.question, t.is_ordinal as "isOrdinal", t.choices, t.owner_id as "ownerId", u.name as "ownerName"`;

export type TraitStore = ReturnType<typeof createTraitStore>;

export const createTraitStore = (database: Database) => ({
  /** Newest first. */
  list: (scope: Principal): Promise<CustomTrait[]> =>
    database.inScope(scope, (em) =>
      em.execute(`select ${TRAIT} from survey_traits t join users u on u.id = t.owner_id order by t.created_at desc`),
    ),

  /** @returns why it was not added */
  insert: (scope: Principal, { name, question, isOrdinal, values }: TraitDraft): Promise<"taken" | "too-many" | null> =>
    database.inScope(scope, async (em) => {
      const { workspaceId } = scope;
      await lockRow(em, "users", personOf(scope)!);
      const [{ count, isTaken } = { count: 0, isTaken: false }] = await em.execute<
        { count: number; isTaken: boolean }[]
      >(
        `select count(*)::int as count, coalesce(bool_or(lower(id) = lower(?)), false) as "isTaken" from survey_traits`,
        [name],
      );
      if (isTaken) return "taken";
      if (count >= MAX_TRAITS) return "too-many";
      const added = await em.execute(
        `insert into survey_traits (workspace_id, id, owner_id, question, is_ordinal, choices)
         values (?, ?, ?, ?, ?, ?::jsonb) on conflict do nothing returning id`,
        [workspaceId, name, personOf(scope)!, question, isOrdinal, JSON.stringify(values)],
      );
      return added.length > 0 ? null : "taken";
    }),

  /** With its labels, by trigger. @returns whether there was one that this person may delete */
  remove: (scope: Principal, id: string): Promise<boolean> =>
    database.inScope(scope, async (em) => {
      const gone = await em.execute("delete from survey_traits where id = ? returning id", [id]);
      return gone.length > 0;
    }),

  /** How many backstories have a label, by trait and where it comes from. */
  countLabels: (scope: Principal): Promise<{ rows: CountRow[]; backstories: number }> =>
    database.inScope(scope, async (em) => {
      const rows = await em.execute<CountRow[]>(
        `select trait_id as "traitId", source, model, count(*)::int as count,
           (count(*) filter (where (distribution->>'unknown')::float8 = 1))::int as unknown
         from backstory_labels group by 1, 2, 3 order by 1, 2, 3`,
      );
      const [pool] = await em.execute<{ count: number }[]>("select count(*)::int as count from backstories");
      return { rows, backstories: pool!.count };
    }),

  /** Labels of one trait of one backstory: what is stated, and what was estimated. */
  listPairs: (scope: Principal): Promise<LabelPair[]> =>
    database.inScope(scope, (em) =>
      em.execute(
        `select s.trait_id as "traitId", s.model as "statedBy", e.source, e.model, e.distribution as estimate,
           (select key from jsonb_each_text(s.distribution) where value::float8 = 1 limit 1) as stated
         from backstory_labels s
         join backstory_labels e on e.backstory_id = s.backstory_id and e.trait_id = s.trait_id and e.source <> 'explicit'
         where s.source = 'explicit' and s.distribution->>'unknown' is null
         order by 1, 2, 3, 4, s.backstory_id`,
      ),
    ),
});
