/** The results of a run from its answers, beside people who were asked the same (SPEC S7). */
import { encodeAnswers } from "../../../engine/survey/results/answer-column.ts";
import { crossProbes } from "../../../engine/survey/results/cross-probes.ts";
import { listShownProbes } from "../../../schema/rules/survey/name-arms.ts";
import { openPanel } from "../../../engine/survey/results/panel.ts";
import type { Scope } from "../../../engine/scope/scope.ts";
import { inEnglish, message } from "../../../schema/messages/message.ts";
import type { Crosstab, CrosstabQuery, RunResults } from "../../../schema/messages/run-results.ts";
import type { RunChanges } from "../../../schema/messages/run-changes.ts";
import type { HumanBaselines } from "../baseline/human-baselines.ts";
import { Problem } from "../../http/problem.ts";
import type { RunExport } from "../export/run-export.ts";
import type { compareInWorker } from "./compare-in-worker.adapter.ts";
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
  baselines: Pick<HumanBaselines, "findBeside">,
  threads: { compute: typeof computeInWorker; compare: typeof compareInWorker },
) {
  const kept = keepLatest<RunResults>(MOST_KEPT);
  const keptChanges = keepLatest<RunChanges>(MOST_KEPT);
  const takeTurn = takeTurns(MOST_WORKERS);
  return {
    /**
     * Computed once for the answers there are: an answer never changes, and a run keeps what it asked.
     * @param wanted baseline beside it; without it, the first that fits
     */
    async find(scope: Scope, id: string, wanted?: string): Promise<RunResults> {
      const { survey, plan, panel, settings, status, answered } = await runs.find(scope, id);
      const baseline = await baselines.findBeside(scope, survey, wanted);
      // Others may wait for the same, so that it goes on when this request has gone.
      return kept.get(`${id} ${baseline?.id ?? ""}`, `${status} ${answered}`, () =>
        takeTurn(async () =>
          threads.compute(
            {
              runId: id,
              probes: listShownProbes(survey),
              ...(await runs.read(scope, id)),
              baseline,
              plan,
              insufficientShare: panel?.insufficientShare ?? null,
              seed: settings.seed,
            },
            AbortSignal.timeout(MOST_MILLISECONDS),
          ),
        ),
      );
    },

    /** What changed among the respondents that both runs asked. */
    async compare(scope: Scope, id: string, laterId: string): Promise<RunChanges> {
      const [before, after] = [await runs.find(scope, id), await runs.find(scope, laterId)];
      const version = [before, after].map(({ status, answered }) => `${status} ${answered}`).join(" ");
      const read = async (runId: string, { survey }: typeof before) => ({
        runId,
        probes: listShownProbes(survey),
        ...(await runs.read(scope, runId)),
      });
      return keptChanges.get(`${id} ${laterId}`, version, () =>
        takeTurn(async () =>
          threads.compare(
            { before: await read(id, before), after: await read(laterId, after), seed: before.settings.seed },
            AbortSignal.timeout(MOST_MILLISECONDS),
          ),
        ),
      );
    },

    /** Two questions against each other. */
    async cross(scope: Scope, id: string, { rows, columns }: CrosstabQuery): Promise<Crosstab> {
      const probes = listShownProbes((await runs.find(scope, id)).survey);
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
