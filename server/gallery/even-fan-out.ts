/** Sends one message to many over several beats, so that no beat carries the writes to all. */
export class EvenFanOut<Recipient> {
  readonly #beats: number;
  #waiting: Recipient[] = [];
  #each = 0;
  #send: (recipient: Recipient) => void = () => undefined;

  constructor(beats: number) {
    this.#beats = beats;
  }

  get isDone(): boolean {
    return this.#waiting.length === 0;
  }

  /** Call it only when the last one is done. @param send of a message that is encoded already */
  begin(recipients: Iterable<Recipient>, send: (recipient: Recipient) => void): void {
    this.#waiting = [...recipients];
    this.#each = Math.ceil(this.#waiting.length / this.#beats);
    this.#send = send;
  }

  beat(): void {
    for (const recipient of this.#waiting.splice(-this.#each, this.#each)) this.#send(recipient);
  }
}
