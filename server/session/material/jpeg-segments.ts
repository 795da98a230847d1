/** `at`: of its first 0xFF; `content`: after its marker and length; `end`: of a scan, after its coded data. */
export type Segment = { marker: number; at: number; content: number; end: number };

const END_OF_IMAGE = 0xd9;
const START_OF_SCAN = 0xda;
const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;
/** They have no length, and no content. */
const isBare = (marker: number): boolean =>
  marker === 0x01 || marker === 0xd8 || marker === END_OF_IMAGE || isRestart(marker);

/** The segments of a JPEG after its first marker, until it ends, or something is none. Any number of 0xFF may stand before one. */
export function* jpegSegments(bytes: Uint8Array): Generator<Segment> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 2; bytes[at] === 0xff;) {
    let named = at + 1;
    while (bytes[named] === 0xff) named += 1;
    const marker = bytes[named];
    const content = named + 1;
    if (marker === undefined || marker === 0) return;
    if (isBare(marker)) {
      yield { marker, at, content, end: content };
      if (marker === END_OF_IMAGE) return;
      at = content;
      continue;
    }
    if (content + 2 > bytes.length) return;
    const length = view.getUint16(content);
    const until = content + length;
    if (length < 2 || until > bytes.length) return;
    const end = marker === START_OF_SCAN ? endOfScan(bytes, until) : until;
    yield { marker, at, content: content + 2, end };
    at = end;
  }
}

/** In coded data, 0xFF is followed by 0, or by a restart marker. */
function endOfScan(bytes: Uint8Array, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1; at = bytes.indexOf(0xff, at + 1)) {
    const next = bytes[at + 1];
    if (next !== undefined && next !== 0 && next !== 0xff && !isRestart(next)) return at;
  }
  return bytes.length;
}
