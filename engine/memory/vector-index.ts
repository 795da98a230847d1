/** Relevance by meaning: one persona's unit vectors in one block of memory, compared by dot product (SPEC M5). */

const FIRST_ROWS = 64;

export class VectorIndex {
  readonly dimension: number;
  #rows: Float32Array;

  constructor(dimension: number) {
    this.dimension = dimension;
    this.#rows = new Float32Array(FIRST_ROWS * dimension);
  }

  /** @throws RangeError for a vector of another dimension: models must not be mixed */
  set(slot: number, vector: Float32Array): void {
    if (vector.length !== this.dimension)
      throw new RangeError(`a vector of ${vector.length} dimensions among vectors of ${this.dimension}`);
    const needed = (slot + 1) * this.dimension;
    if (needed > this.#rows.length) {
      const grown = new Float32Array(Math.max(needed, this.#rows.length * 2));
      grown.set(this.#rows);
      this.#rows = grown;
    }
    this.#rows.set(vector, slot * this.dimension);
  }

  /** Cosine similarity by slot for the first `count` slots; 0 where no vector was set. Four sums at once keep the processor busy. */
  score(query: Float32Array, count: number): Float32Array {
    const { dimension } = this;
    const rows = this.#rows;
    const scores = new Float32Array(count);
    const whole = dimension - (dimension % 4);
    for (let slot = 0, row = 0; slot < count; slot++, row += dimension) {
      let [a, b, c, d] = [0, 0, 0, 0];
      for (let at = 0; at < whole; at += 4) {
        a += rows[row + at]! * query[at]!;
        b += rows[row + at + 1]! * query[at + 1]!;
        c += rows[row + at + 2]! * query[at + 2]!;
        d += rows[row + at + 3]! * query[at + 3]!;
      }
      for (let at = whole; at < dimension; at++) a += rows[row + at]! * query[at]!;
      scores[slot] = a + b + c + d;
    }
    return scores;
  }
}
