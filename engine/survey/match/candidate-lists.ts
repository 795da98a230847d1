/** The best candidates of each target, in layers; a list is lengthened only when somebody asks for more of it. */
import { selectGreatest } from "./select-greatest.ts";
import type { WeightRows } from "./weight-rows.ts";

/** Layer i holds the candidates `ends[i − 1]` to `ends[i]`; none of them is better than any of the layer before. */
export interface CandidateList {
  backstories: Int32Array;
  weights: Float64Array;
  ends: number[];
  /** The greatest weight of each layer. */
  greatest: number[];
  /** No candidate that is missing weighs more than this; −Infinity if none is missing. */
  beyond: number;
}

const FIRST_LAYER = 32;
/** Each layer makes its list this many times as long. */
const GROWTH = 4;

export function createCandidateLists(rows: WeightRows) {
  const { backstoryCount } = rows;
  const row = new Float64Array(backstoryCount);
  const labels = new Int32Array(backstoryCount);
  const lists: (CandidateList | undefined)[] = Array.from({ length: rows.targetCount });

  const read = (target: number, length: number): CandidateList => {
    rows.fillRow(target, row);
    for (let index = 0; index < backstoryCount; index++) labels[index] = index;
    if (length < backstoryCount) selectGreatest(row, labels, [0, backstoryCount], length);
    const weights = row.slice(0, length);
    const backstories = labels.slice(0, length);
    const ends = splitIntoLayers(weights, backstories);
    const greatest = ends.map((end, layer) => greatestOf(weights, layer === 0 ? 0 : ends[layer - 1]!, end));
    const beyond = length < backstoryCount ? leastOf(weights) : Number.NEGATIVE_INFINITY;
    return { backstories, weights, ends, greatest, beyond };
  };

  return {
    /** @param atLeast the wanted length of a list that is not there yet */
    of: (target: number, atLeast: number): CandidateList =>
      (lists[target] ??= read(target, Math.min(backstoryCount, Math.max(FIRST_LAYER, atLeast)))),

    /** The list of a target, longer than before; its first layers have the same members as before. */
    lengthen: (target: number): CandidateList => {
      const length = (lists[target]?.weights.length ?? 0) * GROWTH;
      return (lists[target] = read(target, length > backstoryCount / 2 ? backstoryCount : length));
    },
  };
}

function splitIntoLayers(weights: Float64Array, backstories: Int32Array): number[] {
  const ends = [weights.length];
  while (ends[0]! > FIRST_LAYER * GROWTH) {
    const end = Math.floor(ends[0]! / GROWTH);
    selectGreatest(weights, backstories, [0, ends[0]!], end);
    ends.unshift(end);
  }
  return ends;
}

function greatestOf(values: Float64Array, from: number, to: number): number {
  let greatest = Number.NEGATIVE_INFINITY;
  for (let index = from; index < to; index++) greatest = Math.max(greatest, values[index]!);
  return greatest;
}

function leastOf(values: Float64Array): number {
  let least = Number.POSITIVE_INFINITY;
  for (const value of values) least = Math.min(least, value);
  return least;
}
