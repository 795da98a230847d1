/** The results of a run from its answers, beside the people of the baseline who were asked the same (SPEC S7). */
import { isDeepStrictEqual } from "node:util";
import { encodeAnswers } from "../../../engine/survey/results/answer-column.ts";
import { crossProbes } from "../../../engine/survey/results/cross-probes.ts";
import { listProbes } from "../../../schema/rules/survey/list-probes.ts";
import { openPanel } from "../../../engine/survey/results/panel.ts";
import type { BaselineTable } from "../../../engine/survey/results/results-input.ts";
import type { Scope } from "../../../engine/scope/scope.ts";
import { inEnglish, message } from "../../../schema/messages/message.ts";
import type { Crosstab, CrosstabQuery, RunResults } from "../../../schema/messages/run-results.ts";
import type { SurveyModel } from "../../../schema/messages/survey.ts";
import type { BaselinePerson } from "../../../schema/rules/survey/anes-1996.ts";
import { ANES_1996_SURVEY } from "../../../schema/rules/survey/anes-1996-survey.ts";
import { readQuestions } from "../../../schema/rules/survey/read-questions.ts";
import { Problem } from "../../http/problem.ts";
import type { RunExport } from "../export/run-export.ts";
import type { computeInWorker } from "./compute-in-worker.adapter.ts";
import { keepLatest } from "./keep-latest.ts";
import { takeTurns } from "../../take-turns.ts";

/** Runs whose results are kept in memory; those of a large survey take a megabyte or two. */
const MOST_KEPT = 20;

/** Threads at once. */
const MOST_WORKERS = 2;
/** A large survey takes a minute; what takes longer than this hangs. */
const MOST_MILLISECONDS = 600_000;

export type ResultsOfRuns = ReturnType<typeof createRunResults>;

export function createRunResults(
  runs: Pick<RunExport, "find" | "read">,
  people: readonly BaselinePerson[],
  compute: typeof computeInWorker,
) {
  const table = tableOf(people);
  const kept = keepLatest<RunResults>(MOST_KEPT);
  const takeTurn = takeTurns(MOST_WORKERS);
  return {
    /** Computed once for the answers there are: an answer never changes, and a run keeps what it asked. */
    async find(scope: Scope, id: string): Promise<RunResults> {
      const { survey, plan, panel, settings, status, answered } = await runs.find(scope, id);
      // Others may wait for the same, so that it goes on when this request has gone.
      return kept.get(id, `${status} ${answered}`, () =>
        takeTurn(async () =>
          compute(
            {
              runId: id,
              probes: listProbes(survey),
              ...(await runs.read(scope, id)),
              baseline: baselineOf(survey, table),
              plan,
              insufficientShare: panel?.insufficientShare ?? null,
              seed: settings.seed,
            },
            AbortSignal.timeout(MOST_MILLISECONDS),
          ),
        ),
      );
    },

    /** Two questions against each other. */
    async cross(scope: Scope, id: string, { rows, columns }: CrosstabQuery): Promise<Crosstab> {
      const probes = listProbes((await runs.find(scope, id)).survey);
      const [one, other] = [rows, columns].map((wanted) =>
        probes.find((probe) => probe.id === wanted && probe.kind !== "open"),
      );
      if (!one || !other)
        throw new Problem(404, inEnglish(message("no-countable-question")), message("no-countable-question"));
      const { respondents, answers } = await runs.read(scope, id, [rows, columns]);
      const byProbe = Map.groupBy(answers, ({ probeId }) => probeId);
      const encode = (probe: typeof one) => encodeAnswers(probe, byProbe.get(probe.id) ?? []);
      // Nothing is drawn: a crosstab has no bands.
      return crossProbes(
        encode(one),
        encode(other),
        openPanel(respondents, 0, () => 0),
      );
    },
  };
}

/** Only its own questions, worded as they are in the survey that ships, are compared with its people. */
function baselineOf(model: SurveyModel, table: BaselineTable): BaselineTable | null {
  const asked = readQuestions(model);
  const own = new Set(
    readQuestions(ANES_1996_SURVEY.model)
      .filter((question) => asked.some((one) => isDeepStrictEqual(one, question)))
      .map(({ name }) => name),
  );
  if (own.size === 0) return null;
  const others = new Set(listProbes(model).flatMap(({ id, question }) => (own.has(question) ? [] : id)));
  const columns = Object.entries(table.columns).filter(([id]) => !others.has(id));
  return { ...table, columns: Object.fromEntries(columns) };
}

function tableOf(people: readonly BaselinePerson[]): BaselineTable {
  const columns: Record<string, (string | number)[]> = {};
  for (const { traits, answers } of people)
    for (const [id, value] of Object.entries({ ...traits, ...answers })) (columns[id] ??= []).push(value);
  return { id: "anes-1996", name: "American National Election Study 1996", columns, weights: null };
}
