/**
 * The few positions with the highest values of all that are offered; of equals the earlier position. Most values are only
 * compared with the lowest one kept, because a hundred thousand are offered while somebody waits.
 */
export class BestFew {
  /** A heap of positions, with their values beside them: the lowest is at its root. */
  readonly #positions: Uint32Array;
  readonly #values: Float64Array;
  readonly #limit: number;
  #size = 0;
  /** What a value must exceed to be kept. */
  #lowest: number;

  constructor(limit: number) {
    this.#limit = limit;
    this.#lowest = limit > 0 ? -Infinity : Infinity;
    this.#positions = new Uint32Array(limit);
    this.#values = new Float64Array(limit);
  }

  /** Positions are offered in ascending order. NaN and what is infinitely low are never kept. */
  offer(position: number, value: number): void {
    if (!(value > this.#lowest)) return;
    if (this.#size < this.#limit) this.#raise(position, value);
    else this.#sink(position, value);
  }

  /** Best first. */
  list(): number[] {
    return Array.from({ length: this.#size }, (_, at) => at)
      .sort(
        (one, other) => this.#values[other]! - this.#values[one]! || this.#positions[one]! - this.#positions[other]!,
      )
      .map((at) => this.#positions[at]!);
  }

  #raise(position: number, value: number): void {
    let hole = this.#size++;
    while (hole > 0) {
      const parent = (hole - 1) >> 1;
      if (!this.#isBelow(position, value, parent)) break;
      this.#move(parent, hole);
      hole = parent;
    }
    this.#put(position, value, hole);
  }

  #sink(position: number, value: number): void {
    let hole = 0;
    for (;;) {
      let child = 2 * hole + 1;
      if (child >= this.#size) break;
      if (child + 1 < this.#size && this.#isBelow(this.#positions[child + 1]!, this.#values[child + 1]!, child))
        child++;
      if (this.#isBelow(position, value, child)) break;
      this.#move(child, hole);
      hole = child;
    }
    this.#put(position, value, hole);
  }

  #isBelow(position: number, value: number, other: number): boolean {
    return value < this.#values[other]! || (value === this.#values[other] && position > this.#positions[other]!);
  }

  #move(from: number, to: number): void {
    this.#positions[to] = this.#positions[from]!;
    this.#values[to] = this.#values[from]!;
  }

  #put(position: number, value: number, at: number): void {
    this.#positions[at] = position;
    this.#values[at] = value;
    if (this.#size === this.#limit) this.#lowest = this.#values[0]!;
  }
}
