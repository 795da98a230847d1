import { jsonrepair } from "jsonrepair";

/**
 * The first complete JSON object or array in a text: models wrap it in a fence or in prose. If none parses as it is,
 * the longest that can be repaired: models also write single quotes, trailing commas and comments.
 * @returns undefined when there is none
 */
export function extractJson(text: string): unknown {
  const slices: string[] = [];
  for (const slice of findSlices(text)) {
    const read = readJson(slice, (json) => json);
    if (read !== undefined) return read;
    slices.push(slice);
  }
  for (const slice of slices.toSorted((one, other) => other.length - one.length)) {
    const repaired = readJson(slice, jsonrepair);
    if (repaired !== undefined) return repaired;
  }
  return undefined;
}

function readJson(slice: string, repair: (slice: string) => string): unknown {
  try {
    return JSON.parse(repair(slice));
  } catch {
    // A bracket of the surrounding prose; the JSON may be another one.
    return undefined;
  }
}

/** Limits the search, which scans to the end of the text for each: a model that writes only brackets must not keep the server busy. */
const MAX_OPENINGS = 200;

/** Slices from every opening bracket to its closing one, in order. */
function* findSlices(text: string): Generator<string> {
  for (const { index: start } of [...text.matchAll(/[{[]/g)].slice(0, MAX_OPENINGS)) {
    const end = findClosing(text, start);
    if (end >= 0) yield text.slice(start, end + 1);
  }
}

/** Position of the bracket that closes the one at `start`, ignoring strings; -1 when there is none. */
function findClosing(text: string, start: number): number {
  let depth = 0;
  let inString = false;
  for (let at = start; at < text.length; at++) {
    const character = text[at];
    if (inString) {
      if (character === "\\") at++;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === "{" || character === "[") depth++;
    else if ((character === "}" || character === "]") && --depth === 0) return at;
  }
  return -1;
}
