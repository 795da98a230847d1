/** What a plan can compare in a survey that is asked of a target, as the form offers it (SPEC S7). */
import type { AnalysisPlan, PlannedComparison } from "../../../schema/messages/analysis-plan.ts";
import type { SurveyModel } from "../../../schema/messages/survey.ts";
import type { TargetDefinition } from "../../../schema/messages/target.ts";
import { readConditions } from "../../../schema/rules/survey/conditions.ts";
import { listProbes, type AskedProbe } from "../../../schema/rules/survey/list-probes.ts";
import {
  areAlike,
  canBeCompared,
  hasScale,
  groupTestsOf,
  pairTestsOf,
  type GroupTest,
  type PairTest,
} from "../../../schema/rules/survey/plan/comparable.ts";

export const NO_PLAN: AnalysisPlan = { outcomes: [], comparisons: [], scales: [] };
export const isPlanEmpty = ({ outcomes, comparisons, scales }: AnalysisPlan): boolean =>
  outcomes.length + comparisons.length + scales.length === 0;

export type PlanChoices = {
  probes: AskedProbe[];
  /** Those whose answers have an order: they can be taken together. */
  ordered: AskedProbe[];
  conditions: string[];
  /** By trait, the values that make groups: two or more. */
  traits: Map<string, string[]>;
};

export function listPlanChoices(survey: SurveyModel, target: TargetDefinition): PlanChoices {
  return {
    probes: listProbes(survey),
    ordered: listProbes(survey).filter(hasScale),
    conditions: readConditions(survey).flatMap(({ name, arms }) => (arms.length > 1 ? name : [])),
    traits: new Map(
      [...groupsOf(target)].flatMap(([trait, values]) => (values.size > 1 ? [[trait, [...values]]] : [])),
    ),
  };
}

/** People who may have one of several values are in no group. */
function groupsOf(target: TargetDefinition): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  const add = (trait: string, value: string) => groups.set(trait, (groups.get(trait) ?? new Set()).add(value));
  switch (target.kind) {
    case "marginals":
      for (const [trait, shares] of Object.entries(target.marginals))
        for (const value of Object.keys(shares)) add(trait, value);
      break;
    case "people":
      for (const person of target.people) for (const [trait, value] of Object.entries(person)) add(trait, value);
      break;
    case "cells":
      for (const { wanted } of target.cells)
        for (const [trait, values] of Object.entries(wanted)) if (values.length === 1) add(trait, values[0]!);
  }
  return groups;
}

/** What a question is compared by. */
export type ComparedBy = { kind: PlannedComparison["kind"]; name: string };

/** As chosen so far; what is not chosen, or is no longer offered, is the first of its options. */
export type ComparisonFields = { probe: string; by: string; first: string; second: string; test: string };
export const FIRST_COMPARISON: ComparisonFields = { probe: "", by: "", first: "", second: "", test: "" };

export type ComparisonForm = {
  probes: AskedProbe[];
  bys: (ComparedBy & { key: string })[];
  /** Of two groups of people; empty for other comparisons. */
  firsts: string[];
  seconds: string[];
  tests: readonly (GroupTest | PairTest)[];
  chosen: ComparisonFields;
  comparison: PlannedComparison;
};

/** @returns null where nothing can be compared */
export function fillComparison(fields: ComparisonFields, choices: PlanChoices): ComparisonForm | null {
  const probes = choices.probes.filter((probe) => canBeCompared(probe) && listBys(probe, choices).length > 0);
  const probe = probes.find(({ id }) => id === fields.probe) ?? probes[0];
  if (!probe) return null;
  const bys = listBys(probe, choices);
  const by = bys.find(({ key }) => key === fields.by) ?? bys[0]!;
  const firsts = by.kind === "subgroups" ? choices.traits.get(by.name)! : [];
  const first = oneOf(firsts, fields.first);
  const seconds = firsts.filter((value) => value !== first);
  const second = oneOf(seconds, fields.second);
  const chosen = { probe: probe.id, by: by.key, first, second };
  const pairTests = pairTestsOf(probe);
  const groupTests = groupTestsOf(probe);
  const shared = { probes, bys, firsts, seconds };
  if (by.kind === "paired") {
    const test = oneOf(pairTests, fields.test);
    const comparison = { kind: by.kind, before: probe.id, after: by.name, test };
    return { ...shared, tests: pairTests, chosen: { ...chosen, test }, comparison };
  }
  const test = oneOf(groupTests, fields.test);
  const comparison: PlannedComparison =
    by.kind === "conditions"
      ? { kind: by.kind, probe: probe.id, condition: by.name, test }
      : { kind: by.kind, probe: probe.id, trait: by.name, values: [first, second], test };
  return { ...shared, tests: groupTests, chosen: { ...chosen, test }, comparison };
}

function listBys(probe: AskedProbe, { probes, conditions, traits }: PlanChoices): ComparisonForm["bys"] {
  const later = probes
    .slice(probes.indexOf(probe) + 1)
    .filter((other) => canBeCompared(other) && areAlike(probe, other));
  const bys: ComparedBy[] = [
    ...conditions.map((name) => ({ kind: "conditions" as const, name })),
    ...[...traits.keys()].map((name) => ({ kind: "subgroups" as const, name })),
    ...later.map(({ id }) => ({ kind: "paired" as const, name: id })),
  ];
  return bys.map((by) => ({ ...by, key: `${by.kind} ${by.name}` }));
}

const oneOf = <Value extends string>(list: readonly Value[], wanted: string): Value =>
  list.find((value) => value === wanted) ?? list[0]!;
