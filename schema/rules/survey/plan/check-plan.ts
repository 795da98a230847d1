/** Whether what an analysis plan compares is asked, and can be compared; what cannot would have no result for ever. */
import type { AnalysisPlan } from "../../../messages/analysis-plan.ts";
import { message, type Message } from "../../../messages/message.ts";
import type { WantedTraits } from "../../../messages/target.ts";
import type { Condition } from "../conditions.ts";
import type { AskedProbe } from "../list-probes.ts";
import { areAlike, canBeCompared, hasScale } from "./comparable.ts";

export type PlannedOf = {
  probes: readonly AskedProbe[];
  conditions: readonly Condition[];
  /** Of the target. */
  wanted: readonly WantedTraits[];
};

/** @returns the first problem, or null */
export function checkPlan(plan: AnalysisPlan, asked: PlannedOf): Message | null {
  const unknown = listNamed(plan, asked).find(({ isKnown }) => !isKnown);
  if (unknown) return message("run-plan-unknown", { name: unknown.name });
  for (const part of plan.comparisons) {
    const [first, second] = (part.kind === "paired" ? [part.before, part.after] : [part.probe]).map((id) =>
      asked.probes.find((probe) => probe.id === id),
    );
    const uncounted = [first, second].find((probe) => probe && !canBeCompared(probe));
    if (uncounted) return message("run-plan-uncounted", { name: uncounted.id });
    if (second && !areAlike(first!, second)) return message("run-plan-pair", { before: first!.id, after: second.id });
  }
  return findWrongScale(plan, asked);
}

function findWrongScale({ scales }: AnalysisPlan, { probes }: PlannedOf): Message | null {
  const unordered = scales
    .flatMap((scale) => scale.probes)
    .find((id) => !probes.some((probe) => probe.id === id && hasScale(probe)));
  if (unordered !== undefined) return message("run-plan-unordered", { name: unordered });
  const repeated = scales.find(
    ({ name, probes: together }, place) =>
      new Set(together).size < together.length || scales.findIndex((other) => other.name === name) < place,
  );
  return repeated ? message("run-plan-scale-twice", { name: repeated.name }) : null;
}

function listNamed({ outcomes, comparisons, scales }: AnalysisPlan, { probes, conditions, wanted }: PlannedOf) {
  const probe = (id: string) => ({ name: id, isKnown: probes.some((each) => each.id === id) });
  const condition = (name: string) => ({ name, isKnown: conditions.some((each) => each.name === name) });
  const value = (trait: string, name: string) => ({
    name: `${trait}: ${name}`,
    // People who may have one of several values are in no group of either.
    isKnown: wanted.some((traits) => Object.hasOwn(traits, trait) && traits[trait]!.every((one) => one === name)),
  });
  return [
    ...outcomes.map(probe),
    ...scales.flatMap((scale) => scale.probes.map(probe)),
    ...comparisons.flatMap((part) => {
      if (part.kind === "paired") return [probe(part.before), probe(part.after)];
      if (part.kind === "conditions") return [probe(part.probe), condition(part.condition)];
      return [probe(part.probe), ...part.values.map((name) => value(part.trait, name))];
    }),
  ];
}
