/**
 * The tracks of one row of recorded motion as they are stored (SPEC W11): each behind its length in two bytes, all deflated
 * together, since those in a circle turn to one another at the same moments.
 */
import { deflateRawSync, inflateRawSync } from "node:zlib";

const LENGTH_BYTES = 2;

export const packTracks = (tracks: readonly Uint8Array[]): Buffer =>
  deflateRawSync(Buffer.concat(tracks.flatMap((track) => [lengthOf(track), track])));

export function unpackTracks(packed: Uint8Array): Buffer[] {
  const bytes = inflateRawSync(packed);
  const tracks: Buffer[] = [];
  for (let at = 0; at < bytes.length;) {
    const start = at + LENGTH_BYTES;
    at = start + bytes.readUInt16BE(at);
    tracks.push(bytes.subarray(start, at));
  }
  return tracks;
}

function lengthOf({ length }: Uint8Array): Buffer {
  const bytes = Buffer.alloc(LENGTH_BYTES);
  bytes.writeUInt16BE(length);
  return bytes;
}
