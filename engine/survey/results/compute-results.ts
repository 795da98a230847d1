/** The results of a survey run from its answers (SPEC S7): the same input gives the same document. */
import type { RunResults } from "../../../schema/messages/run-results.ts";
import type { AskedProbe } from "../../../schema/rules/survey/list-probes.ts";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import { effectiveSize } from "../match/rake-weights.ts";
import { mean } from "../statistics/moments.ts";
import { encodeAnswers } from "./answer-column.ts";
import { readBaselineColumn } from "./baseline-column.ts";
import { findWarnings } from "./find-warnings.ts";
import { hashPlan } from "./hash-plan.ts";
import { listComparisons } from "./list-comparisons.ts";
import { countVerdicts, measureProbe, responseFigures } from "./measure-probe.ts";
import { measureScales } from "./measure-scales.ts";
import { figure, openPanel, type Panel } from "./panel.ts";
import type { BaselineTable, ResultAnswer, ResultsInput } from "./results-input.ts";

const DRAWS = 1_000;
/** One stream of random numbers each, so that none depends on how many another took. */
const STREAMS = { draws: 0, distances: 1, comparisons: 2, scales: 3 };

export function computeResults(input: ResultsInput): RunResults {
  const { runId, respondents, answers, baseline, plan, seed } = input;
  const random = (stream: keyof typeof STREAMS) => seededRandom(seed, STREAMS[stream]);
  const panel = openPanel(respondents, DRAWS, random("draws"));
  const byProbe = Map.groupBy(answers, ({ probeId }) => probeId);
  const drawDistances = random("distances");
  const probes = input.probes.map((probe) => {
    const { column, human } = encode(probe, byProbe.get(probe.id) ?? [], baseline);
    const beside = baseline && human && { table: baseline, column: human };
    return { column, human, result: measureProbe({ column, panel, baseline: beside, plan, random: drawDistances }) };
  });
  const answered = probes.reduce((sum, { result }) => sum + result.answered, 0);
  const tallies = countVerdicts(answers, answered);
  return {
    runId,
    isSimulated: true,
    respondents: respondents.length,
    answering: new Set(probes.flatMap(({ column }) => column.entries.map(({ respondent }) => respondent))).size,
    ...tallies,
    figures: [...responseFigures(tallies), ...panelFigures(panel)],
    models: countModels(answers),
    warnings: findWarnings(input, panel, probes),
    probes: probes.map(({ result }) => result),
    comparisons: listComparisons({
      columns: probes.map(({ column }) => column),
      panel,
      plan,
      random: random("comparisons"),
    }),
    scales: measureScales(
      probes.map(({ column, human }) => ({ column, baseline: human })),
      plan,
      { panel, random: random("scales") },
    ),
    plan: plan && { hash: hashPlan(plan), plan },
    seed,
    draws: DRAWS,
  };
}

/** Numbers of the run and of the baseline are put into the same bins. */
export function encode(probe: AskedProbe, asked: readonly ResultAnswer[], baseline: BaselineTable | null) {
  const values = baseline && Object.hasOwn(baseline.columns, probe.id) ? baseline.columns[probe.id]! : [];
  const numbers = values.flatMap((value) =>
    value === null || value === "" || !Number.isFinite(Number(value)) ? [] : Number(value),
  );
  const column = encodeAnswers(probe, asked, numbers);
  return { column, human: readBaselineColumn(column, baseline) };
}

function panelFigures({ respondents, clusterOf, hasWeights }: Panel) {
  const all = [...respondents.values()];
  const uses = Map.groupBy(all, ({ ordinal }) => clusterOf.get(ordinal)!);
  const raked = [...uses.values()].map((own) => own.reduce((sum, { rakingWeight }) => sum + (rakingWeight ?? 0), 0));
  const weights = all.flatMap(({ weight }) => weight ?? []);
  return [
    figure("effective-size", effectiveSize([...uses.values()].map((own) => own.length)), all.length),
    ...(hasWeights ? [figure("effective-size-raked", effectiveSize(raked), all.length)] : []),
    ...(weights.length > 0 ? [figure("match-weight", mean(weights), weights.length)] : []),
  ];
}

function countModels(answers: readonly ResultAnswer[]): RunResults["models"] {
  const given = answers.filter(({ verdict }) => verdict === "answered");
  return [...Map.groupBy(given, ({ model }) => model)]
    .map(([model, own]) => ({ model, answers: own.length }))
    .sort((left, right) => right.answers - left.answers);
}
