/** Reads the lines of a file that is too large for memory, one at a time, from chunks of any size. */
const LINE_FEED = 10;
/** Longer than any answer, so that a file without line breaks does not fill the memory. */
const LONGEST_LINE_BYTES = 32 * 1024 * 1024;

/** Skips empty lines; yields null for a line that is too long. Throws what `chunks` throws. */
export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  longestBytes = LONGEST_LINE_BYTES,
): AsyncGenerator<string | null> {
  let pieces: Uint8Array[] = [];
  let bytes = 0;
  function* endLine(): Generator<string | null> {
    if (bytes > longestBytes) yield null;
    else if (bytes > 0) {
      const line = Buffer.concat(pieces).toString("utf8").trim();
      if (line) yield line;
    }
    pieces = [];
    bytes = 0;
  }
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      add(chunk.subarray(start, end));
      yield* endLine();
      start = end + 1;
    }
    add(chunk.subarray(start));
  }
  yield* endLine();

  function add(piece: Uint8Array): void {
    bytes += piece.length;
    if (bytes > longestBytes) pieces = [];
    else if (piece.length > 0) pieces.push(piece);
  }
}
