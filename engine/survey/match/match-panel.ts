/** Module C: a panel of respondents from a pool of backstories that stands for a target (SPEC S4). */
import type {
  MatchedPair,
  MatchReport,
  MatchWish,
  TargetDefinition,
  WantedTraits,
} from "../../../schema/messages/target.ts";
import { UNKNOWN, type LabelledBackstory, type TraitDistribution } from "../../../schema/rules/survey/labels.ts";
import { STANDARD_TRAITS } from "../../../schema/rules/survey/standard-traits.ts";
import { seededRandom } from "../../../schema/rules/seeded-random.ts";
import { chooseBackstories, type Choice } from "./choose-backstories.ts";
import { createFitColumns } from "./fit-columns.ts";
import { measurePanel } from "./measure-panel.ts";
import { effectiveSize } from "./rake-weights.ts";
import { drawTargetPeople, listWanted, type TargetGroup, type TargetPeople } from "./target-people.ts";
import { fitOf, isSufficient, smoothedFitOf, weightPerTrait } from "./trait-fit.ts";
import type { WeightRows } from "./weight-rows.ts";

/** α of the smoothed probabilities: Jeffreys' prior. */
const SMOOTHING = 0.5;
const WEIGHT_CLASSES = 10;

export interface MatchedPanel {
  report: MatchReport;
  pairs: MatchedPair[];
}

/**
 * The same pool, target and wish give the same panel.
 * @param onProgress called with the number of places that have their backstory
 */
export function matchPanel(
  pool: readonly LabelledBackstory[],
  definition: TargetDefinition,
  wish: MatchWish,
  onProgress: (done: number) => void = () => {},
): MatchedPanel {
  const { smoothedFit, fit } = fitsOf(pool, definition);
  const { population, panel: groups } = drawPeople(pool, definition, wish);
  const { rows } = createFitColumns(pool, groups, smoothedFit);
  const choices = chooseBackstories(
    wish.method,
    rows,
    groups.map(({ places }) => places),
    { random: seededRandom(wish.seed, 1), onProgress },
  );
  const weights = weighChoices(rows, choices);
  const { rakingWeights, ...measures } = measurePanel(
    choices.map(({ backstory }) => pool[backstory]!),
    population,
    { fit, random: seededRandom(wish.seed, 2) },
  );
  const pairs = choices.map(({ target, backstory }, index) => ({
    wanted: groups[target]!.wanted,
    backstoryId: pool[backstory]!.id,
    weight: weights[index]!,
    rakingWeight: rakingWeights && rakingWeights[index]!,
  }));
  const uses = new Float64Array(pool.length);
  for (const { backstory } of choices) uses[backstory]!++;
  const raked = new Float64Array(pool.length);
  choices.forEach(({ backstory }, index) => (raked[backstory]! += rakingWeights?.[index] ?? 0));
  const report = {
    ...measures,
    ...describeWeights(pairs, wish.size),
    poolSize: pool.length,
    places: wish.size,
    backstories: uses.filter((count) => count > 0).length,
    effectiveSize: effectiveSize(uses),
    rakedSize: rakingWeights && effectiveSize(raked),
    unlabelledTraits: listTraits(groups).filter((traitId) => pool.every(({ labels }) => !labels[traitId])),
  };
  return { report, pairs };
}

/** Whom a panel of this size and seed stands for, whether or not backstories are matched to them. */
export const drawPanelPeople = (
  pool: readonly LabelledBackstory[],
  definition: TargetDefinition,
  wish: Pick<MatchWish, "size" | "seed">,
): TargetGroup[] => drawPeople(pool, definition, wish).panel;

function drawPeople(
  pool: readonly LabelledBackstory[],
  definition: TargetDefinition,
  { size, seed }: Pick<MatchWish, "size" | "seed">,
): TargetPeople {
  const { smoothedFit } = fitsOf(pool, definition);
  const jointSharesOf = (combinations: readonly WantedTraits[]): number[] => {
    const { rows } = createFitColumns(pool, combinations.map(toGroup), smoothedFit);
    const row = new Float64Array(pool.length);
    return combinations.map((_, index) => {
      rows.fillRow(index, row);
      return pool.length === 0 ? 1 : row.reduce((sum, share) => sum + share, 0);
    });
  };
  return drawTargetPeople(definition, { size, random: seededRandom(seed, 0), jointSharesOf });
}

function fitsOf(pool: readonly LabelledBackstory[], definition: TargetDefinition) {
  const valueCountOf = countValues(pool, listWanted(definition).map(toGroup));
  return {
    smoothedFit: (label: TraitDistribution | undefined, values: readonly string[], traitId: string) =>
      smoothedFitOf(label, values, { valueCount: valueCountOf(traitId), smoothing: SMOOTHING }),
    fit: (label: TraitDistribution | undefined, values: readonly string[], traitId: string) =>
      fitOf(label, values, valueCountOf(traitId)),
  };
}

const toGroup = (wanted: WantedTraits): TargetGroup => ({ wanted, places: 1 });

const listTraits = (groups: readonly TargetGroup[]): string[] => [
  ...new Set(groups.flatMap(({ wanted }) => Object.keys(wanted))),
];

/** The number of values of a trait without Unknown: those of a standard one, else all that labels or the target name. */
function countValues(pool: readonly LabelledBackstory[], groups: readonly TargetGroup[]): (traitId: string) => number {
  const named = new Map<string, Set<string>>();
  for (const traitId of listTraits(groups)) {
    const standard = STANDARD_TRAITS.find(({ id }) => id === traitId);
    const values = standard
      ? standard.values.map(({ id }) => id)
      : [
          ...pool.flatMap(({ labels }) => Object.keys(labels[traitId]?.distribution ?? {})),
          ...groups.flatMap(({ wanted }) => wanted[traitId] ?? []),
        ];
    named.set(traitId, new Set(values.filter((value) => value !== UNKNOWN)));
  }
  return (traitId) => Math.max(1, named.get(traitId)?.size ?? 1);
}

/** @param choices ordered by target */
function weighChoices(rows: WeightRows, choices: readonly Choice[]): number[] {
  const row = new Float64Array(rows.backstoryCount);
  let filled = -1;
  return choices.map(({ target, backstory }) => {
    if (target !== filled) rows.fillRow((filled = target), row);
    return row[backstory]!;
  });
}

/** Weights are compared by trait, as geometric means: the more traits are wanted, the smaller is their product. */
function describeWeights(pairs: readonly MatchedPair[], places: number) {
  const weightCounts = Array.from({ length: WEIGHT_CLASSES }, () => 0);
  let sum = 0;
  let least = Number.POSITIVE_INFINITY;
  let sufficient = 0;
  for (const { wanted, weight } of pairs) {
    const traits = Object.keys(wanted).length;
    const perTrait = weightPerTrait(weight, traits);
    weightCounts[Math.min(WEIGHT_CLASSES - 1, Math.floor(perTrait * WEIGHT_CLASSES))]!++;
    if (isSufficient(weight, traits)) sufficient++;
    sum += weight;
    least = Math.min(least, weight);
  }
  return {
    matched: pairs.length,
    meanWeight: pairs.length > 0 ? sum / pairs.length : null,
    minWeight: pairs.length > 0 ? least : null,
    weightCounts,
    insufficientShare: (places - sufficient) / places,
  };
}
