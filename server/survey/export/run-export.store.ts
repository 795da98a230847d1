/** What leaves a run as files, each statement for one person in their workspace (SPEC A2, S9). */
import type { Principal } from "../../../engine/scope/scope.ts";
import type { ResultAnswer } from "../../../engine/survey/results/results-input.ts";
import type { AnalysisPlan } from "../../../schema/messages/analysis-plan.ts";
import type { Respondent, RunAnswer, RunSettings, RunStatus } from "../../../schema/messages/run.ts";
import type { RunPeopleQuery } from "../../../schema/messages/run-people.ts";
import type { ManifestProbe } from "../../../schema/messages/run-manifest.ts";
import type { SurveyModel } from "../../../schema/messages/survey.ts";
import type { MatchReport, TargetDefinition } from "../../../schema/messages/target.ts";
import type { Database } from "../../database/open-database.store.ts";

export type AskedRun = {
  id: string;
  name: string;
  status: RunStatus;
  /** Answers that are stored. */
  answered: number;
  createdAt: Date | string;
  endedAt: Date | string | null;
  surveyId: string;
  surveyVersion: number;
  surveyName: string;
  survey: SurveyModel;
  targetId: string;
  targetVersion: number;
  targetName: string;
  target: TargetDefinition;
  settings: RunSettings;
  plan: AnalysisPlan | null;
  panel: MatchReport | null;
};
/** An answer with whose it is. */
export type AnswerRow = Omit<RunAnswer, "at"> &
  Pick<Respondent, "backstoryId" | "weight" | "rakingWeight" | "traits" | "arms"> & {
    /** Of the backstory, if it is still there. */
    title: string | null;
    at: Date | string;
  };
/** What is a column for itself, by name. */
export type AnswerColumns = { traits: string[]; conditions: string[] };
export type AnswerPlace = Pick<RunAnswer, "respondent" | "repeat" | "position">;
export type GivenAnswer = ResultAnswer & AnswerPlace;
type ProbeCounts = Omit<ManifestProbe, "counts">;

/** Answers of one probe that differ more often than this are not counted one by one. */
const MOST_DIFFERENT = 200;

export type RunExportStore = ReturnType<typeof createRunExportStore>;

export const createRunExportStore = (database: Database) => ({ ...facts(database), ...rows(database) });

const facts = (database: Database) => ({
  async findRun(scope: Principal, id: string): Promise<AskedRun | null> {
    const [found] = await database.inScope(scope, (em) =>
      em.execute<AskedRun[]>(
        `select id, name, status, answered, created_at as "createdAt", ended_at as "endedAt", survey_id as "surveyId",
           survey_version as "surveyVersion", survey_name as "surveyName", survey, target_id as "targetId",
           target_version as "targetVersion", target_name as "targetName", target, settings, plan, panel from runs where id = ?`,
        [id],
      ),
    );
    return found ?? null;
  },

  /** Traits that respondents stand for, and conditions that they got. */
  async listColumns(scope: Principal, id: string): Promise<AnswerColumns> {
    const keysOf = (column: "traits" | "arms") =>
      `array(select distinct key from run_respondents, jsonb_object_keys(${column}) as key where run_id = ? order by key)`;
    const [found] = await database.inScope(scope, (em) =>
      em.execute<AnswerColumns[]>(`select ${keysOf("traits")} as traits, ${keysOf("arms")} as conditions`, [id, id]),
    );
    return found!;
  },

  hashRespondents: async (scope: Principal, id: string): Promise<{ count: number; hash: string | null }> => {
    const [found] = await database.inScope(scope, (em) =>
      em.execute<{ count: number; hash: string | null }[]>(
        `select count(*)::int as count, ${hashOf("concat_ws(' ', backstory_id, traits, arms, seed)", "ordinal")} as hash
         from run_respondents where run_id = ?`,
        [id],
      ),
    );
    return found!;
  },

  countModels: (scope: Principal, id: string): Promise<{ model: string; answers: number }[]> =>
    database.inScope(scope, (em) =>
      em.execute(
        "select model, count(*)::int as answers from run_answers where run_id = ? group by model order by 2 desc, 1",
        [id],
      ),
    ),

  countProbes: (scope: Principal, id: string): Promise<ProbeCounts[]> =>
    database.inScope(scope, (em) =>
      em.execute(
        `select probe_id as id, ${["answered", "refused", "unclear", "failed"]
          .map((verdict) => `count(*) filter (where verdict = '${verdict}')::int as ${verdict}`)
          .join(", ")}, ${hashOf("prompt_hash", "respondent, repeat")} as prompts,
           ${hashOf("concat_ws(' ', verdict, answer)", "respondent, repeat")} as answers
         from run_answers where run_id = ? group by probe_id order by min(position), probe_id`,
        [id],
      ),
    ),

  /** Of probes whose answers recur. */
  countAnswers: (scope: Principal, id: string): Promise<{ probeId: string; answer: string; count: number }[]> =>
    database.inScope(scope, (em) =>
      em.execute(
        `select probe_id as "probeId", answer, count from (
           select probe_id, answer::text as answer, count(*)::int as count, count(*) over (partition by probe_id) as different
           from run_answers where run_id = ? and verdict = 'answered' group by probe_id, answer) counted
         where different <= ? order by probe_id, answer`,
        [id, MOST_DIFFERENT],
      ),
    ),
});

const rows = (database: Database) => ({
  listRespondents: (scope: Principal, id: string): Promise<Respondent[]> =>
    database.inScope(scope, (em) =>
      em.execute(
        `select ordinal, backstory_id as "backstoryId", weight, raking_weight as "rakingWeight", traits, arms,
           seed::float8 as seed from run_respondents where run_id = ? order by ordinal`,
        [id],
      ),
    ),

  /** By respondent, repeat and position, after `after`. */
  listAnswers: (scope: Principal, id: string, after: AnswerPlace | null, limit: number): Promise<AnswerRow[]> =>
    database.inScope(scope, (em) => em.execute(`${ANSWERS} ${IN_ORDER}`, [id, ...placeAfter(after), limit])),

  /** In the same order, what results are computed from; null: to all probes. */
  listGiven: (
    scope: Principal,
    id: string,
    probeIds: readonly string[] | null,
    after: AnswerPlace | null,
    limit: number,
  ): Promise<GivenAnswer[]> =>
    database.inScope(scope, (em) =>
      em.execute(
        `select a.respondent, a.repeat, a.position, a.probe_id as "probeId", a.shown, coalesce(a.texts->>-1, '') as text,
           a.verdict, a.answer, a.model
         from run_answers a where a.run_id = ?
           ${probeIds ? "and a.probe_id in (select jsonb_array_elements_text(?::jsonb))" : ""} ${IN_ORDER}`,
        [id, ...(probeIds ? [JSON.stringify(probeIds)] : []), ...placeAfter(after), limit],
      ),
    ),

  /** Answers to one probe, and for those who gave an answer. */
  listPeople: (
    scope: Principal,
    id: string,
    { probeId, value, first, from, below, limit }: Omit<RunPeopleQuery, "cursor">,
    after: AnswerPlace | null,
  ): Promise<AnswerRow[]> => {
    const conditions: [string, unknown[]][] = [
      ["a.probe_id = ?", [probeId]],
      ...optional(value, "(a.answer = ?::jsonb or jsonb_typeof(a.answer) = 'array' and a.answer @> ?::jsonb)", 2),
      ...optional(first, "a.answer->0 = ?::jsonb", 1),
      ...optional(from, "case when jsonb_typeof(a.answer) = 'number' then a.answer::numeric >= ? end", 1),
      ...optional(below, "case when jsonb_typeof(a.answer) = 'number' then a.answer::numeric < ? end", 1),
    ];
    return database.inScope(scope, (em) =>
      em.execute(`${ANSWERS} ${conditions.map(([sql]) => `and ${sql} `).join("")} ${IN_ORDER}`, [
        id,
        ...conditions.flatMap(([, values]) => values),
        ...placeAfter(after),
        limit,
      ]),
    );
  },
});

const ANSWERS = `select a.respondent, a.repeat, a.position, a.probe_id as "probeId", a.shown, a.texts, a.verdict, a.answer, a.shares,
    a.refusal_share as "refusalShare", a.model, a.prompt_hash as "promptHash", a.seed::float8 as seed,
    jsonb_build_object('input', a.input_tokens, 'cached', a.cached_tokens, 'output', a.output_tokens) as tokens,
    a.cost_nano::float8 as "costNano", a.at, p.backstory_id as "backstoryId", p.weight, p.raking_weight as "rakingWeight",
    p.traits, p.arms, b.title
  from run_answers a join run_respondents p on p.run_id = a.run_id and p.ordinal = a.respondent
  left join backstories b on b.id = p.backstory_id where a.run_id = ?`;
const IN_ORDER = `and (a.respondent, a.repeat, a.position) > (?, ?, ?) order by a.respondent, a.repeat, a.position limit ?`;

const placeAfter = (after: AnswerPlace | null): number[] =>
  after ? [after.respondent, after.repeat, after.position] : [-1, -1, -1];

/** A condition if there is a value for it, which it takes as often as said. */
const optional = (value: unknown, sql: string, times: number): [string, unknown[]][] =>
  value === undefined ? [] : [[sql, Array.from({ length: times }, () => value)]];

const hashOf = (text: string, order: string): string =>
  `encode(sha256(convert_to(string_agg(${text}, E'\\n' order by ${order}), 'UTF8')), 'hex')`;
