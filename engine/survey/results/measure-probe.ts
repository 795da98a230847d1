import type { AnalysisPlan } from "../../../schema/messages/analysis-plan.ts";
import type { Figure, OptionResult, ProbeResult, Subgroup } from "../../../schema/messages/run-results.ts";
import type { AnswerColumn } from "./answer-column.ts";
import { baselineMoments, countBaseline, type BaselineColumn } from "./baseline-column.ts";
import { groupThemes } from "./group-themes.ts";
import { distancesOf, measureDistances } from "./measure-distances.ts";
import { measurePositions } from "./measure-positions.ts";
import { measureShares, valueOf, type Shares } from "./measure-shares.ts";
import { measureVariance } from "./measure-variance.ts";
import { evenWeight, figure, rakedWeight, traitOf, type Panel } from "./panel.ts";
import type { BaselineTable, ResultAnswer } from "./results-input.ts";

/** A trait of which there are more values than this has no groups worth showing. */
const MOST_GROUPS = 12;

export type ProbeParts = {
  column: AnswerColumn;
  panel: Panel;
  baseline: { table: BaselineTable; column: BaselineColumn } | null;
  plan: AnalysisPlan | null;
  random: () => number;
};

export function measureProbe({ column, panel, baseline, plan, random }: ProbeParts): ProbeResult {
  const { probe, entries, asked } = column;
  const even = measureShares(column, entries, panel, evenWeight);
  const weighted = panel.hasWeights ? measureShares(column, entries, panel, rakedWeight(panel)) : null;
  const own = baseline?.column ?? null;
  const human = own && countBaseline(own, column.options.length);
  const tallies = countVerdicts(asked, entries.length);
  const { id, question, kind, title, isOrdinal } = probe;
  return {
    id,
    question,
    kind,
    title,
    isOrdinal,
    ...tallies,
    respondents: even.n,
    figures: [...responseFigures(tallies), ...even.figures, ...compareMoments(even, own)],
    weightedFigures: weighted?.figures ?? [],
    options: listOptions(column, even, weighted, human),
    positions: measurePositions(asked).places.map(({ shown, chosen }) => ({ shown, chosen })),
    baseline:
      baseline && human
        ? { id: baseline.table.id, name: baseline.table.name, question: id, people: human.people }
        : null,
    distances: measureDistances({ column, even, weighted, baseline: own, random }),
    variance: measureVariance(entries),
    subgroups: measureSubgroups(column, panel, baseline, plan),
    themes: kind === "open" ? groupThemes(asked, panel) : [],
    isPlanned: plan?.outcomes.includes(id) ?? false,
  };
}

/** What could be read but is none of the options is unclear. */
export function countVerdicts(answers: readonly ResultAnswer[], answered: number) {
  const count = (verdict: ResultAnswer["verdict"]): number => answers.filter((each) => each.verdict === verdict).length;
  const [refused, failed] = [count("refused"), count("failed")];
  const asked = answers.length - failed;
  return { asked, answered, refused, unclear: asked - answered - refused, failed };
}

export const responseFigures = ({ asked, answered, refused }: Pick<ProbeResult, "asked" | "answered" | "refused">) => [
  figure("compliance", answered / asked, asked),
  figure("refusals", refused / asked, asked),
];

/** The mean and the deviation beside those of the baseline. */
function compareMoments(run: Shares, baseline: BaselineColumn | null): Figure[] {
  const [mean, deviation] = [valueOf(run.figures, "mean"), valueOf(run.figures, "deviation")];
  if (!baseline || mean === null) return [];
  const human = baselineMoments(baseline);
  if (human.mean === null) return [];
  const [one, other] = [(deviation ?? NaN) ** 2, (human.deviation ?? NaN) ** 2];
  const pooled = ((run.n - 1) * one + (human.people - 1) * other) / (run.n + human.people - 2);
  return [
    figure("baseline-mean", human.mean, human.people),
    figure("baseline-deviation", human.deviation, human.people),
    figure("cohens-d-baseline", (mean - human.mean) / Math.sqrt(pooled), run.n),
    figure("variance-ratio", one / other, run.n),
  ];
}

function listOptions(
  { options, entries, probe }: AnswerColumn,
  even: Shares,
  weighted: Shares | null,
  human: ReturnType<typeof countBaseline>,
): OptionResult[] {
  if (probe.kind === "open") return [];
  return options.map(({ value, text }, option) => ({
    value,
    text,
    count: entries.filter(({ choices }) => choices.includes(option)).length,
    share: even.shares[option]!,
    weightedShare: weighted?.shares[option] ?? null,
    meanRank: even.meanRanks?.[option] ?? null,
    baseline: human && { count: human.counts[option]!, share: human.shares[option]! },
  }));
}

/** By the traits that respondents were wanted for; several values of one are one group. */
function measureSubgroups(
  column: AnswerColumn,
  panel: Panel,
  baseline: ProbeParts["baseline"],
  plan: AnalysisPlan | null,
): ProbeResult["subgroups"] {
  const isCompared = (trait: string): boolean =>
    plan?.comparisons.some(
      (part) => part.kind === "subgroups" && part.probe === column.probe.id && part.trait === trait,
    ) ?? false;
  const traits = new Set([...panel.respondents.values()].flatMap(({ traits: wanted }) => Object.keys(wanted)));
  return [...traits].flatMap((trait) => {
    const groups = Map.groupBy(column.entries, ({ respondent }) => traitOf(panel, respondent, trait).join(", "));
    groups.delete("");
    if (groups.size < 2 || groups.size > MOST_GROUPS) return [];
    return [
      {
        trait,
        groups: [...groups].map(([value, entries]) => measureGroup(column, { trait, value, entries }, panel, baseline)),
        isPlanned: isCompared(trait),
      },
    ];
  });
}

function measureGroup(
  column: AnswerColumn,
  { trait, value, entries }: { trait: string; value: string; entries: AnswerColumn["entries"] },
  panel: Panel,
  baseline: ProbeParts["baseline"],
): Subgroup {
  const { shares, plainShares, figures, n } = measureShares(column, entries, panel, evenWeight);
  const own = baseline && Object.hasOwn(baseline.table.columns, trait) ? baseline.table.columns[trait]! : null;
  const people = own?.flatMap((has, person) =>
    has !== null && value.split(", ").includes(String(has)) ? [person] : [],
  );
  const human = people && countBaseline(baseline!.column, column.options.length, people);
  const distances = human
    ? distancesOf(column).map(({ id, measure }) => figure(id, measure(plainShares, human.shares), n))
    : [];
  return {
    value,
    n,
    shares,
    figures: [...figures, ...distances],
    baseline: human ? { people: human.people, shares: human.shares } : null,
  };
}
