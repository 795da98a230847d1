/** The part of `Response` that the SDKs read, over chunks from another source. */
type Head = { url: string; status: number; headers: Headers };
/** `return`: the rest may still arrive, and the connection is reused. `close`: the rest is not needed. */
export type Chunks = AsyncIterator<Uint8Array, unknown> & { close?(): void };

export class WireAnswer {
  readonly url: string;
  readonly status: number;
  readonly ok: boolean;
  readonly statusText = "";
  readonly headers: Headers;
  readonly body: { [Symbol.asyncIterator](): Chunks } & Pick<ReadableStream<Uint8Array>, "getReader" | "cancel">;
  readonly #chunks: Chunks;

  /** @param chunks its `return` is called by a reader that leaves before the end */
  constructor({ url, status, headers }: Head, chunks: Chunks) {
    this.url = url;
    this.status = status;
    this.ok = status >= 200 && status < 300;
    this.headers = headers;
    this.#chunks = chunks;
    const next = () => chunks.next();
    const leave = async () => (await chunks.return?.()) ?? { value: undefined, done: true };
    this.body = {
      [Symbol.asyncIterator]: () => ({ next, return: leave, close: () => chunks.close?.() }),
      getReader: () => ({ read: next, cancel: leave, releaseLock: () => undefined }),
      cancel: leave,
    } as unknown as WireAnswer["body"];
  }

  async #bytes(): Promise<Buffer> {
    const all: Uint8Array[] = [];
    for (let next = await this.#chunks.next(); !next.done; next = await this.#chunks.next()) all.push(next.value);
    return Buffer.concat(all);
  }
  text = async (): Promise<string> => (await this.#bytes()).toString("utf8");
  json = async (): Promise<unknown> => JSON.parse(await this.text()) as unknown;
  async arrayBuffer(): Promise<ArrayBuffer> {
    const bytes = await this.#bytes();
    return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer;
  }
}

/** The same response with other bytes, and other headers if given. */
export const withBytes = (answer: Response, change: (chunks: Chunks) => Chunks, headers = answer.headers): Response =>
  new WireAnswer({ url: answer.url, status: answer.status, headers }, change(bytesOf(answer))) as unknown as Response;

export const bytesOf = ({ body }: Response): Chunks =>
  (body as AsyncIterable<Uint8Array> | null)?.[Symbol.asyncIterator]() ?? {
    next: async () => ({ value: undefined, done: true }),
  };
