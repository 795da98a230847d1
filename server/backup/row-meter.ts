import { createHash } from "node:crypto";
import { Transform, type TransformCallback } from "node:stream";
import type { TableCopy } from "./manifest.ts";

const LINE_FEED = 0x0a;

/** Passes the rows of one table through and measures them. COPY's text format has exactly one line per row. */
export class RowMeter extends Transform {
  #rows = 0;
  #bytes = 0;
  readonly #hash = createHash("sha256");
  readonly #onBytes: (count: number) => void;

  constructor(onBytes: (count: number) => void) {
    super();
    this.#onBytes = onBytes;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) this.#rows += 1;
    this.#bytes += chunk.length;
    this.#hash.update(chunk);
    this.#onBytes(chunk.length);
    done(null, chunk);
  }

  /** Call it once, at the end. */
  measure(): Pick<TableCopy, "rows" | "bytes" | "sha256"> {
    return { rows: this.#rows, bytes: this.#bytes, sha256: this.#hash.digest("hex") };
  }
}
