/** What a file is by its content, whatever it is called (SPEC C9). */
import type { PICTURE_TYPES } from "../../../schema/messages/session-material.ts";
import { jpegSegments } from "./jpeg-segments.ts";

/** More would take a page longer to unpack than to load. */
const MAX_SIDE_PIXELS = 8_000;
/** Unpacked, each takes four bytes of every page that shows it. */
const MAX_PIXELS = 25_000_000;
const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** Markers of JPEG that begin a frame, and so give its size; without DHT, JPG and DAC. */
const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

export type PictureType = (typeof PICTURE_TYPES)[number];

/** @returns null where it is no PNG or JPEG, or one of more than 8,000 pixels a side, or 25 million */
export function readPicture(bytes: Uint8Array): PictureType | null {
  if (PNG.every((byte, at) => bytes[at] === byte)) return isUsable(pngSize(bytes)) ? "image/png" : null;
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return isUsable(jpegSize(bytes)) ? "image/jpeg" : null;
  return null;
}

type Size = { width: number; height: number };

const isUsable = (size: Size | null): boolean =>
  size !== null &&
  [size.width, size.height].every((side) => side > 0 && side <= MAX_SIDE_PIXELS) &&
  size.width * size.height <= MAX_PIXELS;

/** Its first chunk is IHDR. */
function pngSize(bytes: Uint8Array): Size | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 33 || view.getUint32(12) !== 0x49484452) return null;
  return { width: view.getUint32(16), height: view.getUint32(20) };
}

/** Of its frame. */
function jpegSize(bytes: Uint8Array): Size | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (const { marker, content, end } of jpegSegments(bytes))
    if (isFrame(marker) && content + 5 <= end)
      return { height: view.getUint16(content + 1), width: view.getUint16(content + 3) };
  return null;
}
