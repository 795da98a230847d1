/** Surveys and their versions, each statement for one person in their workspace (SPEC A2). */
import type { EntityManager } from "@mikro-orm/postgresql";
import { personOf, type Principal } from "../../engine/scope/scope.ts";
import type { SurveyChange, SurveyDraft, SurveyModel, SurveyStatus } from "../../schema/messages/survey.ts";
import { lockRow } from "../database/lock-row.store.ts";
import { newId } from "../database/new-id.adapter.ts";
import type { Database } from "../database/open-database.store.ts";

export type SurveySummaryRow = {
  id: string;
  name: string;
  description: string;
  status: SurveyStatus;
  version: number;
  questionCount: number;
  ownerId: string;
  ownerName: string;
  updatedAt: Date | string;
};
export type FoundSurvey = SurveySummaryRow & { model: SurveyModel; modelVersion: number };

export const MAX_SURVEYS = 500;
export const MAX_VERSIONS = 200;

const SUMMARY = `s.id, s.name, s.description, s.status, s.version, s.question_count as "questionCount",
  s.owner_id as "ownerId", u.name as "ownerName", s.updated_at as "updatedAt"`;

export type SurveyStore = ReturnType<typeof createSurveyStore>;

export const createSurveyStore = (database: Database) => ({ ...readings(database), ...changes(database) });

function readings(database: Database) {
  return {
    /** Newest first, before the survey `before`. */
    list: (
      scope: Principal,
      { status, before, limit }: { status: SurveyStatus | undefined; before: string | undefined; limit: number },
    ): Promise<SurveySummaryRow[]> =>
      database.inScope(scope, (em) =>
        em.execute(
          `select ${SUMMARY} from surveys s join users u on u.id = s.owner_id
           where (?::text is null and s.status <> 'archived' or s.status = ?) and (?::text is null or s.id < ?)
           order by s.id desc limit ?`,
          [status ?? null, status ?? null, before ?? null, before ?? null, limit],
        ),
      ),

    /** @param version without it, the latest */
    async find(scope: Principal, id: string, version: number | null): Promise<FoundSurvey | "no-version" | null> {
      const [found] = await database.inScope(scope, (em) =>
        em.execute<FoundSurvey[]>(
          `select ${SUMMARY}, v.model, v.version as "modelVersion" from surveys s join users u on u.id = s.owner_id
           left join survey_versions v on v.survey_id = s.id and v.version = coalesce(?::int, s.version)
           where s.id = ?`,
          [version, id],
        ),
      );
      if (!found) return null;
      return found.model ? found : "no-version";
    },

    /** Newest first. */
    listVersions: (
      scope: Principal,
      id: string,
    ): Promise<{ version: number; authorName: string; createdAt: Date | string }[]> =>
      database.inScope(scope, (em) =>
        em.execute(
          `select v.version, u.name as "authorName", v.created_at as "createdAt" from survey_versions v
           join users u on u.id = v.owner_id where v.survey_id = ? order by v.version desc limit ?`,
          [id, MAX_VERSIONS],
        ),
      ),
  };
}

type Counted<Draft> = Draft & { questionCount: number };

function changes(database: Database) {
  return {
    /** @returns its id, or null when the person has as many surveys as one may have */
    insert: (scope: Principal, draft: Counted<SurveyDraft>): Promise<string | null> =>
      database.inScope(scope, async (em) => {
        const [id, userId] = [newId(), personOf(scope)];
        await lockRow(em, "users", userId!);
        const added = await em.execute(
          `insert into surveys (id, workspace_id, owner_id, name, description, question_count)
           select ?, ?, ?, ?, ?, ? where (select count(*) from surveys where owner_id = ?) < ? returning id`,
          [id, scope.workspaceId, userId, draft.name, draft.description, draft.questionCount, userId, MAX_SURVEYS],
        );
        if (added.length === 0) return null;
        await insertVersion(em, scope, { id, version: 1, model: draft.model });
        return id;
      }),

    /**
     * One with errors does not stay published.
     * @returns whether `version` was still the latest, there was room for another, and it is not archived
     */
    change: (scope: Principal, id: string, change: Counted<SurveyChange> & { hasErrors: boolean }): Promise<boolean> =>
      database.inScope(scope, async (em) => {
        const changed = await em.execute(
          `update surveys set name = ?, description = ?, question_count = ?, version = version + 1, updated_at = now(),
             status = case when ?::boolean and status = 'published' then 'draft' else status end
           where id = ? and version = ? and version < ? and status <> 'archived' returning id`,
          [change.name, change.description, change.questionCount, change.hasErrors, id, change.version, MAX_VERSIONS],
        );
        if (changed.length === 0) return false;
        await insertVersion(em, scope, { id, version: change.version + 1, model: change.model });
        return true;
      }),

    /** @returns whether `version` was still the latest */
    setStatus: (scope: Principal, id: string, version: number, status: SurveyStatus): Promise<boolean> =>
      database.inScope(scope, async (em) => {
        const changed = await em.execute(
          "update surveys set status = ?, updated_at = now() where id = ? and version = ? returning id",
          [status, id, version],
        );
        return changed.length > 0;
      }),

    /** @returns whether there was one that this person may delete */
    remove: (scope: Principal, id: string): Promise<boolean> =>
      database.inScope(scope, async (em) => {
        const gone = await em.execute("delete from surveys where id = ? returning id", [id]);
        return gone.length > 0;
      }),
  };
}

async function insertVersion(
  em: EntityManager,
  scope: Principal,
  { id, version, model }: { id: string; version: number; model: SurveyModel },
): Promise<void> {
  await em.execute(
    "insert into survey_versions (survey_id, version, workspace_id, owner_id, model) values (?, ?, ?, ?, ?::jsonb)",
    [id, version, scope.workspaceId, personOf(scope), JSON.stringify(model)],
  );
}
