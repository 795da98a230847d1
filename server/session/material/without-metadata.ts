/**
 * A picture without what cameras and programs write beside it, such as where and when it was taken, by whom, and smaller copies
 * of it (SPEC C9). What its size, colours and orientation need stays.
 */
import { jpegSegments, type Segment } from "./jpeg-segments.ts";
import type { PictureType } from "./read-picture.ts";

/** @param bytes a picture of this type, by `readPicture` */
export const withoutMetadata = (bytes: Uint8Array, type: PictureType): Uint8Array =>
  Buffer.concat(type === "image/png" ? keptOfPng(bytes) : keptOfJpeg(bytes));

const PNG_SIGNATURE_BYTES = 8;
/** The last three are of pictures that move. */
const PNG_CHUNKS = new Set(
  "IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs acTL fcTL fdAT".split(" "),
);

/** Each chunk has a length, a type, its content and a checksum. */
function keptOfPng(bytes: Uint8Array): Uint8Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept = [bytes.subarray(0, PNG_SIGNATURE_BYTES)];
  for (let at = PNG_SIGNATURE_BYTES; at + 8 <= bytes.length;) {
    const type = textAt(bytes, at + 4, 4);
    const end = at + 12 + view.getUint32(at);
    if (PNG_CHUNKS.has(type)) kept.push(bytes.subarray(at, end));
    if (type === "IEND") break;
    at = end;
  }
  return kept;
}

const FIRST_MARKER_BYTES = 2;
const [APP0, APP1, APP15, COMMENT] = [0xe0, 0xe1, 0xef, 0xfe];
/** Of the segments for programs: how the pixels are meant. */
const JPEG_PROGRAM_SEGMENTS: Record<number, string> = { [APP0]: "JFIF\0", 0xe2: "ICC_PROFILE\0", 0xee: "Adobe" };

/** Also without what follows the end of the picture, such as a second one. */
function keptOfJpeg(bytes: Uint8Array): Uint8Array[] {
  const kept = [bytes.subarray(0, FIRST_MARKER_BYTES)];
  for (const segment of jpegSegments(bytes)) {
    const { marker, at, end } = segment;
    if (marker === APP1) kept.push(orientationOnly(bytes, segment));
    else if (isPicture(bytes, segment)) kept.push(bytes.subarray(at, end));
  }
  return kept;
}

function isPicture(bytes: Uint8Array, { marker, content, end }: Segment): boolean {
  if (marker === COMMENT) return false;
  if (marker < APP0 || marker > APP15) return true;
  const name = JPEG_PROGRAM_SEGMENTS[marker];
  return name !== undefined && textAt(bytes.subarray(0, end), content, name.length) === name;
}

const EXIF = "Exif\0\0";
const ORIENTATION_TAG = 0x0112;
const ENTRY_BYTES = 12;

/** Without it, what a telephone took upright lies on its side. */
function orientationOnly(bytes: Uint8Array, { content, end }: Segment): Uint8Array {
  if (textAt(bytes, content, EXIF.length) !== EXIF) return new Uint8Array();
  const orientation = orientationOf(bytes.subarray(content + EXIF.length, end));
  // One entry, big-endian: a short.
  const entry = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
  const tiff = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, ...entry, 0, 0, 0, 0];
  const body = [...Buffer.from(EXIF, "latin1"), ...tiff];
  return orientation === 0 ? new Uint8Array() : Uint8Array.of(0xff, APP1, 0, body.length + 2, ...body);
}

/** @returns 1–8, or 0 for none */
function orientationOf(tiff: Uint8Array): number {
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.byteLength);
  if (tiff.length < 8) return 0;
  const isLittle = tiff[0] === 0x49;
  const first = view.getUint32(4, isLittle);
  if (first + 2 > tiff.length) return 0;
  const entries = view.getUint16(first, isLittle);
  for (let number = 0; number < entries; number += 1) {
    const at = first + 2 + number * ENTRY_BYTES;
    if (at + ENTRY_BYTES > tiff.length) return 0;
    if (view.getUint16(at, isLittle) !== ORIENTATION_TAG) continue;
    const orientation = view.getUint16(at + 8, isLittle);
    return orientation <= 8 ? orientation : 0;
  }
  return 0;
}

const textAt = (bytes: Uint8Array, at: number, length: number): string =>
  String.fromCharCode(...bytes.subarray(at, at + length));
