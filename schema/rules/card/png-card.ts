/** Character cards inside PNG pictures: base64 JSON in the text chunks `chara` (V2) and `ccv3` (V3). */
import { decode, encode } from "png-chunk-text";
import encodeChunks from "png-chunks-encode";
import extractChunks from "png-chunks-extract";

const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** A chunk is its length, its name, its data and a checksum. */
const CHUNK_FRAME_BYTES = 12;
const HEADER_DATA_BYTES = 13;
const MOST_CHUNKS = 4_096;
/** The most of a text chunk, its base64 included. */
const MOST_TEXT_BYTES = 3 * 1024 * 1024;
/** By preference. */
const KEYWORDS = ["ccv3", "chara"] as const;

export const isPng = (bytes: Uint8Array): boolean => SIGNATURE.every((byte, place) => bytes[place] === byte);

/** The picture is damaged, or made to harm whoever reads it. */
export class BrokenPng extends Error {}

/**
 * The card's JSON text, V3 first; null: the picture holds none.
 * @throws BrokenPng
 */
export function readPngCard(bytes: Uint8Array): string | null {
  const texts = readTexts(bytes);
  for (const keyword of KEYWORDS) {
    const found = texts.find((text) => text.keyword.toLowerCase() === keyword);
    if (found) return fromBase64(found.text);
  }
  return null;
}

/** @param png a sound picture; @returns it with the card, in place of any it held */
export function writePngCard(png: Uint8Array, card: { v2: object; v3: object }): Uint8Array {
  checkFrames(png);
  const others = extractChunks(png).filter((chunk) => chunk.name !== "tEXt");
  const text = (keyword: string, value: object) => encode(keyword, toBase64(JSON.stringify(value)));
  const end = others.length - 1;
  return encodeChunks([...others.slice(0, end), text("chara", card.v2), text("ccv3", card.v3), others[end]!]);
}

function readTexts(bytes: Uint8Array): { keyword: string; text: string }[] {
  checkFrames(bytes);
  try {
    return extractChunks(bytes)
      .filter((chunk) => chunk.name === "tEXt")
      .map((chunk) => decode(chunk.data));
  } catch (cause) {
    throw new BrokenPng((cause as Error).message, { cause });
  }
}

/** The library allocates what each chunk claims to be long: the claims are checked first. */
function checkFrames(bytes: Uint8Array): void {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = SIGNATURE.length;
  for (let chunk = 0; at + CHUNK_FRAME_BYTES <= bytes.length; chunk++) {
    const dataBytes = view.getUint32(at);
    const name = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (chunk === 0 && (name !== "IHDR" || dataBytes !== HEADER_DATA_BYTES)) throw new BrokenPng("no header");
    if (chunk >= MOST_CHUNKS) throw new BrokenPng(`more than ${MOST_CHUNKS} chunks`);
    if (name === "tEXt" && dataBytes > MOST_TEXT_BYTES) throw new BrokenPng("a text that is too long");
    if (at + CHUNK_FRAME_BYTES + dataBytes > bytes.length) throw new BrokenPng("it breaks off");
    if (name === "IEND") return;
    at += CHUNK_FRAME_BYTES + dataBytes;
  }
  throw new BrokenPng("it breaks off");
}

function fromBase64(text: string): string {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new BrokenPng("the card in it is not base64 of UTF-8", { cause });
  }
}

function toBase64(text: string): string {
  let binary = "";
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}
