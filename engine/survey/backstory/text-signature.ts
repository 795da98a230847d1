/**
 * Near-duplicates among many texts (SPEC S2): MinHash over sequences of words, by which the share of sequences that two
 * texts have in common (Jaccard) is estimated without comparing them. Broder, "On the resemblance and containment of
 * documents", 1997.
 */
const SEQUENCE_WORDS = 4;
/** The standard error of an estimate is at most 1/(2·√96), about 0.05. */
export const SIGNATURE_LENGTH = 96;

/** One 32-bit signed integer for each hash function; the same text always has the same. */
export function signText(text: string): number[] {
  const words = text.toLowerCase().match(/[\p{L}\p{N}'’]+/gu) ?? [];
  const least = new Int32Array(SIGNATURE_LENGTH).fill(0x7fffffff);
  for (let start = 0; start + SEQUENCE_WORDS <= Math.max(words.length, SEQUENCE_WORDS); start++) {
    const hash = hashText(words.slice(start, start + SEQUENCE_WORDS).join(" "));
    for (let place = 0; place < SIGNATURE_LENGTH; place++) {
      const value = mix(hash ^ Math.imul(place + 1, 0x9e3779b1));
      if (value < least[place]!) least[place] = value;
    }
  }
  return [...least];
}

/** FNV-1a, 32 bits. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < text.length; place++) hash = Math.imul(hash ^ text.charCodeAt(place), 0x01000193);
  return hash;
}

/** The finaliser of MurmurHash3: every bit depends on every bit. */
function mix(value: number): number {
  let mixed = value;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
