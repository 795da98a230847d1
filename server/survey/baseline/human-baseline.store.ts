/** Human baselines that people uploaded, each statement for one person in their workspace (SPEC S7, A2). */
import { personOf, type Principal } from "../../../engine/scope/scope.ts";
import type { NotUnderstood } from "../../../schema/messages/human-baseline.ts";
import type { BaselineData } from "../../../schema/rules/survey/baseline/read-human-baseline.ts";
import type { SurveyQuestion } from "../../../schema/rules/survey/survey-question.ts";
import { lockRow } from "../../database/lock-row.store.ts";
import { newId } from "../../database/new-id.adapter.ts";
import type { Database } from "../../database/open-database.store.ts";
import type { WrittenBaseline } from "./read-in-worker.adapter.ts";

/** Of one person. */
export const MOST_HUMAN_BASELINES = 50;

export type NewBaseline = Pick<WrittenBaseline, "columnsJson" | "weightsJson" | "people" | "notUnderstood"> & {
  name: string;
  surveyName: string;
  questions: SurveyQuestion[];
};
export type HumanBaselineSummary = Pick<NewBaseline, "name" | "surveyName" | "questions" | "people"> & {
  id: string;
  isWeighted: boolean;
  notUnderstood: NotUnderstood[];
  ownerId: string;
  ownerName: string;
  createdAt: Date | string;
};
export type BaselineAnswers = Pick<BaselineData, "columns" | "weights">;

export type HumanBaselineStore = ReturnType<typeof createHumanBaselineStore>;

export const createHumanBaselineStore = (database: Database) => ({
  /** Newest first, without their answers. */
  list: (scope: Principal): Promise<HumanBaselineSummary[]> =>
    database.inScope(scope, (em) =>
      em.execute(
        `select b.id, b.name, b.survey_name as "surveyName", b.questions, b.people, b.weights is not null as "isWeighted",
           b.not_understood as "notUnderstood", b.owner_id as "ownerId", u.name as "ownerName", b.created_at as "createdAt"
         from human_baselines b join users u on u.id = b.owner_id order by b.id desc`,
      ),
    ),

  /** @returns null when it was deleted */
  async findAnswers(scope: Principal, id: string): Promise<BaselineAnswers | null> {
    const [found] = await database.inScope(scope, (em) =>
      em.execute<BaselineAnswers[]>("select columns, weights from human_baselines where id = ?", [id]),
    );
    return found ?? null;
  },

  /** @returns its id, or null when the person has as many as one may have */
  insert: (scope: Principal, baseline: NewBaseline): Promise<string | null> =>
    database.inScope(scope, async (em) => {
      const { name, surveyName, questions, people, columnsJson, weightsJson, notUnderstood } = baseline;
      const [id, userId] = [newId(), personOf(scope)!];
      await lockRow(em, "users", userId);
      const added = await em.execute(
        `insert into human_baselines (id, workspace_id, owner_id, name, survey_name, questions, people, columns, weights,
           not_understood)
         select ?, ?, ?, ?, ?, ?::jsonb, ?, ?::json, ?::json, ?::jsonb
         where (select count(*) from human_baselines where owner_id = ?) < ? returning id`,
        [
          id,
          scope.workspaceId,
          userId,
          name,
          surveyName,
          JSON.stringify(questions),
          people,
          columnsJson,
          weightsJson,
          JSON.stringify(notUnderstood),
          userId,
          MOST_HUMAN_BASELINES,
        ],
      );
      return added.length > 0 ? id : null;
    }),

  /** @returns whether there was one that this person may delete */
  remove: (scope: Principal, id: string): Promise<boolean> =>
    database.inScope(scope, async (em) => {
      const gone = await em.execute("delete from human_baselines where id = ? returning id", [id]);
      return gone.length > 0;
    }),
});
