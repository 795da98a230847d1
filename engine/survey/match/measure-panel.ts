/** How well a panel stands for its target: residuals of margins and joint cells, with and without raking (SPEC S4). */
import type { JointCell, Margin, TraitDistance } from "../../../schema/messages/target.ts";
import type { LabelledBackstory } from "../../../schema/rules/survey/labels.ts";
import { STANDARD_TRAITS } from "../../../schema/rules/survey/standard-traits.ts";
import { createFitColumns, type FitColumns } from "./fit-columns.ts";
import { rakeWeights, weightedShare } from "./rake-weights.ts";
import { measureDistance, type MeasurePorts } from "./measure-distance.ts";
import type { TargetGroup } from "./target-people.ts";

export interface PanelMeasures {
  margins: Margin[];
  cells: JointCell[];
  distances: TraitDistance[];
  /** Of each choice, with a mean of 1; null where the target cannot be reached by weights. */
  rakingWeights: Float64Array | null;
}

/** Of the joint cells, only so many are kept. */
const MOST_CELLS = 200;

/**
 * Shares are over the population for what is wanted, and over the panel's respondents for what was matched, where each
 * counts for a value with the probability that its labels give.
 * @param panel the backstory of each respondent
 */
export function measurePanel(
  panel: readonly LabelledBackstory[],
  population: readonly TargetGroup[],
  { fit, random }: MeasurePorts,
): PanelMeasures {
  const total = population.reduce((sum, { places }) => sum + places, 0);
  const fits = createFitColumns(panel, population, fit);
  const wishes = fits.wishes
    .map(({ traitId, values }, index) => ({ traitId, values, members: fits.columns[index]! }))
    .filter(({ values }) => values.length > 0)
    .sort(compareWishes)
    .map((wish) => ({ ...wish, share: shareOf(population, wish, total) }));
  const excluding = wishes.filter(({ traitId }) => isDivided(wishes, traitId));
  const rakingWeights = panel.length === 0 ? null : rakeWeights(panel.length, excluding);
  const even = new Float64Array(panel.length).fill(1);
  const margins = wishes.map(({ traitId, values, members, share }) => ({
    traitId,
    values: [...values],
    wanted: share,
    matched: weightedShare(even, members),
    weighted: rakingWeights && weightedShare(rakingWeights, members),
  }));
  const distances = [...new Set(excluding.map(({ traitId }) => traitId))].map((traitId) =>
    measureDistance(
      margins.filter((margin) => margin.traitId === traitId),
      panel,
      { fit, random },
    ),
  );
  return { margins, cells: measureCells(population, total, fits), distances, rakingWeights };
}

type Wish = { traitId: string; values: readonly string[] };

/** Trait by trait, each in the order of its values; those of researchers follow by name. */
function compareWishes(left: Wish, right: Wish): number {
  const rank = ({ traitId, values }: Wish): [trait: number, value: number] => {
    const trait = STANDARD_TRAITS.findIndex(({ id }) => id === traitId);
    const value = STANDARD_TRAITS[trait]?.values.findIndex(({ id }) => id === values[0]) ?? 0;
    return [trait < 0 ? STANDARD_TRAITS.length : trait, value];
  };
  const [leftTrait, leftValue] = rank(left);
  const [rightTrait, rightValue] = rank(right);
  return leftTrait - rightTrait || left.traitId.localeCompare(right.traitId) || leftValue - rightValue;
}

/** Of the whole population, those of whom no other values of the trait than these are wanted. */
function shareOf(population: readonly TargetGroup[], { traitId, values }: Wish, total: number): number {
  const within = population.filter(({ wanted }) => wanted[traitId]?.every((value) => values.includes(value)));
  return within.reduce((sum, group) => sum + group.places, 0) / total;
}

/** Whether a trait's wanted sets exclude each other and cover everybody: only then can weights reach their shares. */
function isDivided(wishes: readonly (Wish & { share: number })[], traitId: string): boolean {
  const own = wishes.filter((wish) => wish.traitId === traitId);
  const values = own.flatMap((wish) => wish.values);
  const share = own.reduce((sum, wish) => sum + wish.share, 0);
  return new Set(values).size === values.length && Math.abs(share - 1) < 1e-9;
}

function measureCells(population: readonly TargetGroup[], total: number, { rows }: FitColumns): JointCell[] {
  const row = new Float64Array(rows.backstoryCount);
  const cells = population.map(({ wanted, places: own }, index) => {
    rows.fillRow(index, row);
    const matched = row.length > 0 ? row.reduce((sum, member) => sum + member, 0) / row.length : 0;
    return { wanted, share: own / total, matched };
  });
  return cells.sort((a, b) => Math.abs(b.matched - b.share) - Math.abs(a.matched - a.share)).slice(0, MOST_CELLS);
}
