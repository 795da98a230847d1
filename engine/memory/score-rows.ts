/**
 * Dot products of many rows with one vector, eight numbers of 16 bits at a time: WebAssembly with SIMD, hand-written because
 * it is a single loop. How fast it is depends on how fast memory is read, hence 16 bits instead of 32. In text form:
 *
 *   (func (param $rows i32) (param $count i32) (param $rowBytes i32) (param $query i32) (param $scores i32)
 *     (loop $row
 *       a = b = c = d = 0; at = 0
 *       (loop $block                        ;; 32 numbers per iteration, in four independent sums
 *         a += rows[at] * query[at]; b += rows[at+16] * query[at+16]; c += … +32; d += … +48
 *         at += 64; repeat while at < rowBytes)
 *       scores[0] = sum of the lanes of a + b + c + d
 *       rows += rowBytes; scores += 4; repeat while (count -= 1) is not 0))
 */

/** A row's length is a multiple of this: pad with zeros. */
export const BLOCK_NUMBERS = 32;
const BLOCK_BYTES = BLOCK_NUMBERS * 2;
const LANES = [0, 1, 2, 3];

const [ROWS, COUNT, ROW_BYTES, QUERY, SCORES, AT] = [0, 1, 2, 3, 4, 5];
const SUMS = [6, 7, 8, 9];

const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const tee = (local: number) => [0x22, local];
const constant = (value: number) => [0x41, ...signed(value)];
const [I32_ADD, I32_SUB, I32_LESS] = [0x6a, 0x6b, 0x49];
/** Eight products of 16 bits, added in pairs to four numbers of 32 bits. */
const I32X4_DOT_I16X8 = [0xfd, 0xba, 0x01];
const I32X4_ADD = [0xfd, 0xae, 0x01];
const ZEROS = [0xfd, 0x0c, ...Array<number>(16).fill(0)];
const load = (offset: number) => [0xfd, 0x00, 0x01, offset];
const lane = (index: number) => [0xfd, 0x1b, index];
const STORE_I32 = [0x36, 0x02, 0x00];
const loop = (...body: number[][]) => [0x03, 0x40, ...body.flat(), 0x0b];
const REPEAT_IF = [0x0d, 0x00];
const address = (base: number) => [...get(base), ...get(AT), I32_ADD];

const SCORE_ROWS = loop(
  ...SUMS.map((sum) => [...ZEROS, ...set(sum)]),
  [...constant(0), ...set(AT)],
  loop(
    ...SUMS.map((sum, index) => [
      ...get(sum),
      ...address(ROWS),
      ...load(16 * index),
      ...address(QUERY),
      ...load(16 * index),
      ...I32X4_DOT_I16X8,
      ...I32X4_ADD,
      ...set(sum),
    ]),
    [...get(AT), ...constant(BLOCK_BYTES), I32_ADD, ...tee(AT), ...get(ROW_BYTES), I32_LESS, ...REPEAT_IF],
  ),
  [...get(SUMS[0]!), ...SUMS.slice(1).flatMap((sum) => [...get(sum), ...I32X4_ADD]), ...set(SUMS[0]!)],
  [...get(SCORES), ...LANES.flatMap((index) => [...get(SUMS[0]!), ...lane(index), ...(index > 0 ? [I32_ADD] : [])])],
  STORE_I32,
  [...get(ROWS), ...get(ROW_BYTES), I32_ADD, ...set(ROWS)],
  [...get(SCORES), ...constant(4), I32_ADD, ...set(SCORES)],
  [...get(COUNT), ...constant(1), I32_SUB, ...tee(COUNT), ...REPEAT_IF],
);

const [I32, V128] = [0x7f, 0x7b];
const section = (id: number, content: number[]) => [id, ...unsigned(content.length), ...content];
const name = (text: string) => [text.length, ...new TextEncoder().encode(text)];
const body = [2, 1, I32, SUMS.length, V128, ...SCORE_ROWS, 0x0b];

const MODULE = new WebAssembly.Module(
  Uint8Array.from([
    0x00,
    0x61,
    0x73,
    0x6d,
    0x01,
    0x00,
    0x00,
    0x00,
    ...section(1, [1, 0x60, 5, I32, I32, I32, I32, I32, 0]),
    ...section(2, [1, ...name("engine"), ...name("memory"), 0x02, 0x00, 0x01]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...name("scoreRows"), 0x00, 0]),
    ...section(10, [1, ...unsigned(body.length), ...body]),
  ]),
);

/**
 * All addresses in bytes; `count` at least 1; `rowBytes` a multiple of 64. Writes one 32-bit integer per row to `scores`, which
 * the lengths of both vectors keep from overflowing.
 */
export type ScoreRows = (rows: number, count: number, rowBytes: number, query: number, scores: number) => void;

export const bindScoreRows = (memory: WebAssembly.Memory): ScoreRows =>
  new WebAssembly.Instance(MODULE, { engine: { memory } }).exports.scoreRows as ScoreRows;

/** LEB128, the format's encoding of integers. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}
function signed(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signed(value >> 7)];
}
