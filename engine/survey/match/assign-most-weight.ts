import { createCandidateLists } from "./candidate-lists.ts";
import { DistanceHeap } from "./distance-heap.ts";
import type { WeightRows } from "./weight-rows.ts";

export interface Assignment {
  /** Of each backstory: the target it is matched to, or −1. */
  targetOf: Int32Array;
  /** Units: weight. Of each target, how much its respondents bring above their prices: the dual solution. */
  margins: Float64Array;
  /** Of each backstory, ≥ 0, and 0 where it is not matched. */
  prices: Float64Array;
}

/**
 * One-to-one matching of the greatest total weight: each target gets as many backstories as its capacity says, each
 * backstory is used once. Where there are fewer backstories than places, all of them are used.
 *
 * Successive shortest augmenting paths over prices (Jonker and Volgenant 1987; Crouse 2016), with two changes. Places
 * of the same target are one node with a capacity. And since prices are never negative, a target's candidates matter only
 * down to the weight at which even a free one lies farther away than the nearest end of a path: lists of best
 * candidates, lengthened when a path asks for it, give the exact optimum.
 * Optimal as far as rounding of float64 allows: `margins[t] + prices[j] ≥ weight(t, j)`, with equality where matched.
 * @param capacities of each target, ≥ 0
 * @param onProgress called after each place that got its backstory, with their number
 */
export function assignMostWeight(
  rows: WeightRows,
  capacities: ArrayLike<number>,
  onProgress: (done: number) => void = () => {},
): Assignment {
  const paths = new Paths(rows, capacities);
  let done = 0;
  for (let target = 0; target < rows.targetCount; target++)
    for (let place = 0; place < capacities[target]!; place++) {
      paths.augment(target);
      onProgress(++done);
    }
  return paths.result();
}

const UNMATCHED = -1;

class Paths {
  readonly #capacities: ArrayLike<number>;
  readonly #least: number;
  readonly #lists: ReturnType<typeof createCandidateLists>;
  readonly #targetOf: Int32Array;
  /** Of each matched backstory, its weight for its target. */
  readonly #weightOf: Float64Array;
  readonly #margins: Float64Array;
  #freeCount: number;

  /** Of the path being looked for: its length to each target, the target before and the backstory taken from it. */
  readonly #distances: Float64Array;
  readonly #before: Int32Array;
  readonly #taken: Int32Array;
  readonly #takenWeights: Float64Array;
  readonly #isDone: Uint8Array;
  readonly #reached: number[] = [];
  readonly #heap: DistanceHeap;
  /** The nearest end found: its distance, the backstory that is free, and the target that takes it. */
  #endDistance = 0;
  #endBackstory = UNMATCHED;
  #endTarget = UNMATCHED;
  #endWeight = 0;

  constructor(rows: WeightRows, capacities: ArrayLike<number>) {
    const { targetCount, backstoryCount } = rows;
    this.#capacities = capacities;
    this.#least = rows.least;
    this.#lists = createCandidateLists(rows);
    this.#targetOf = new Int32Array(backstoryCount).fill(UNMATCHED);
    this.#weightOf = new Float64Array(backstoryCount);
    this.#margins = new Float64Array(targetCount).fill(Number.NaN);
    this.#freeCount = backstoryCount;
    this.#distances = new Float64Array(targetCount).fill(Number.POSITIVE_INFINITY);
    this.#before = new Int32Array(targetCount);
    this.#taken = new Int32Array(targetCount);
    this.#takenWeights = new Float64Array(targetCount);
    this.#isDone = new Uint8Array(targetCount);
    this.#heap = new DistanceHeap(this.#distances);
  }

  /** Gives one more place of `source` its backstory, along the shortest path. */
  augment(source: number): void {
    if (Number.isNaN(this.#margins[source]))
      this.#margins[source] = Math.max(this.#least, this.#listOf(source).greatest[0]!);
    this.#endDistance = Number.POSITIVE_INFINITY;
    this.#distances[source] = 0;
    this.#reached.push(source);
    for (
      let target = source;
      target !== -1 && this.#distances[target]! < this.#endDistance;
      target = this.#heap.take()
    ) {
      this.#isDone[target] = 1;
      this.#scan(target);
    }
    this.#changePrices();
    this.#follow(source);
    this.#heap.clear();
    this.#reached.length = 0;
  }

  #listOf(target: number) {
    return this.#lists.of(target, 2 * this.#capacities[target]!);
  }

  #scan(target: number): void {
    const base = this.#distances[target]! + this.#margins[target]!;
    if (this.#freeCount === 0) this.#endAt(target, UNMATCHED, base, this.#least);
    let list = this.#listOf(target);
    for (let layer = 0; ; layer++) {
      if (layer === list.ends.length) {
        if (base - list.beyond >= this.#endDistance) return;
        list = this.#lists.lengthen(target);
        // From the start: candidates of equal weight may have changed layers.
        layer = 0;
      }
      if (base - list.greatest[layer]! >= this.#endDistance) return;
      this.#scanLayer(target, base, list, layer);
    }
  }

  #scanLayer(
    target: number,
    base: number,
    { backstories, weights, ends }: { backstories: Int32Array; weights: Float64Array; ends: number[] },
    layer: number,
  ): void {
    for (let index = layer === 0 ? 0 : ends[layer - 1]!; index < ends[layer]!; index++) {
      const backstory = backstories[index]!;
      const holder = this.#targetOf[backstory]!;
      if (holder === UNMATCHED) {
        this.#endAt(target, backstory, base, weights[index]!);
        continue;
      }
      if (this.#isDone[holder] === 1) continue;
      const distance = base - weights[index]! + this.#weightOf[backstory]! - this.#margins[holder]!;
      if (distance >= this.#distances[holder]! || distance >= this.#endDistance) continue;
      if (this.#distances[holder] === Number.POSITIVE_INFINITY) this.#reached.push(holder);
      this.#distances[holder] = distance;
      this.#before[holder] = target;
      this.#taken[holder] = backstory;
      this.#takenWeights[holder] = weights[index]!;
      this.#heap.rise(holder);
    }
  }

  #endAt(target: number, backstory: number, base: number, weight: number): void {
    if (base - weight >= this.#endDistance) return;
    this.#endDistance = base - weight;
    this.#endBackstory = backstory;
    this.#endTarget = target;
    this.#endWeight = weight;
  }

  #changePrices(): void {
    for (const target of this.#reached) {
      if (this.#isDone[target] === 1) this.#margins[target]! -= this.#endDistance - this.#distances[target]!;
      this.#isDone[target] = 0;
      this.#distances[target] = Number.POSITIVE_INFINITY;
    }
  }

  /** Each target on the path takes a backstory from the next one, the last one that which is free. */
  #follow(source: number): void {
    if (this.#endBackstory !== UNMATCHED) {
      this.#freeCount--;
      this.#give(this.#endBackstory, this.#endTarget, this.#endWeight);
    }
    for (let target = this.#endTarget; target !== source;) {
      const taker = this.#before[target]!;
      this.#give(this.#taken[target]!, taker, this.#takenWeights[target]!);
      target = taker;
    }
  }

  #give(backstory: number, target: number, weight: number): void {
    this.#targetOf[backstory] = target;
    this.#weightOf[backstory] = weight;
  }

  result(): Assignment {
    const prices = new Float64Array(this.#targetOf.length);
    this.#targetOf.forEach((target, backstory) => {
      if (target !== UNMATCHED) prices[backstory] = this.#weightOf[backstory]! - this.#margins[target]!;
    });
    return { targetOf: this.#targetOf, margins: this.#margins, prices };
  }
}
