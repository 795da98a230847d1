/** Weights of a pool's backstories for groups of targets, made of one column for each trait and set of wanted values. */
import { ownValue } from "../../../schema/rules/own-value.ts";
import type { LabelledBackstory, TraitDistribution } from "../../../schema/rules/survey/labels.ts";
import type { TargetGroup } from "./target-people.ts";
import { rowsOfProducts, type WeightRows } from "./weight-rows.ts";

export interface FitColumns {
  /** What is wanted of a trait by at least one group. */
  wishes: { traitId: string; values: readonly string[] }[];
  /** Of each wish, by backstory. */
  columns: Float64Array[];
  /** Of each group, the wishes it has: the same traits, in the same order, for each. */
  wishesOf: number[][];
  rows: WeightRows;
}

export type FitOf = (label: TraitDistribution | undefined, values: readonly string[], traitId: string) => number;

/** A trait that only some groups name is open for the others: it leaves their weight unchanged. */
export function createFitColumns(
  pool: readonly LabelledBackstory[],
  groups: readonly TargetGroup[],
  fitOf: FitOf,
): FitColumns {
  const traitIds = [...new Set(groups.flatMap(({ wanted }) => Object.keys(wanted)))];
  const wishes: FitColumns["wishes"] = [];
  const columns: Float64Array[] = [];
  const known = new Map<string, number>();
  const indexOf = (traitId: string, values: readonly string[] | undefined): number => {
    const key = JSON.stringify(values ? [traitId, values] : []);
    const found = known.get(key);
    if (found !== undefined) return found;
    known.set(key, wishes.length);
    wishes.push({ traitId, values: values ?? [] });
    columns.push(
      Float64Array.from(pool, ({ labels }) => (values ? fitOf(ownValue(labels, traitId), values, traitId) : 1)),
    );
    return wishes.length - 1;
  };
  const wishesOf = groups.map(({ wanted }) =>
    traitIds.map((traitId) => indexOf(traitId, ownValue(wanted, traitId)?.toSorted())),
  );
  return { wishes, columns, wishesOf, rows: rowsOfProducts(columns, wishesOf, pool.length) };
}
