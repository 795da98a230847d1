/** A binary heap of labels 0…count−1 by their distances, which may become shorter while they are in it. */
export class DistanceHeap {
  readonly #distances: Float64Array;
  readonly #labels: Int32Array;
  /** −1 while a label is not in the heap. */
  readonly #places: Int32Array;
  #size = 0;

  /** @param distances of each label; whoever shortens one calls `rise` */
  constructor(distances: Float64Array) {
    this.#distances = distances;
    this.#labels = new Int32Array(distances.length);
    this.#places = new Int32Array(distances.length).fill(-1);
  }

  clear(): void {
    for (let place = 0; place < this.#size; place++) this.#places[this.#labels[place]!] = -1;
    this.#size = 0;
  }

  /** Adds a label, or moves it up after its distance became shorter. */
  rise(label: number): void {
    let place = this.#places[label]!;
    if (place < 0) place = this.#size++;
    const distance = this.#distances[label]!;
    while (place > 0) {
      const above = (place - 1) >> 1;
      const other = this.#labels[above]!;
      if (this.#distances[other]! <= distance) break;
      this.#put(other, place);
      place = above;
    }
    this.#put(label, place);
  }

  /** Removes the label with the shortest distance; −1 when there is none. */
  take(): number {
    if (this.#size === 0) return -1;
    const first = this.#labels[0]!;
    this.#places[first] = -1;
    const last = this.#labels[--this.#size]!;
    if (this.#size > 0) this.#sink(last);
    return first;
  }

  #sink(label: number): void {
    const distance = this.#distances[label]!;
    let place = 0;
    for (;;) {
      let below = 2 * place + 1;
      if (below >= this.#size) break;
      if (below + 1 < this.#size && this.#distances[this.#labels[below + 1]!]! < this.#distances[this.#labels[below]!]!)
        below++;
      const other = this.#labels[below]!;
      if (this.#distances[other]! >= distance) break;
      this.#put(other, place);
      place = below;
    }
    this.#put(label, place);
  }

  #put(label: number, place: number): void {
    this.#labels[place] = label;
    this.#places[label] = place;
  }
}
