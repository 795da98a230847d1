import { jsonrepair } from "jsonrepair";

/**
 * The first whole JSON object or array in a text: models wrap it in a fence or in talk. Where none can be read as it
 * stands, the longest that can be repaired: they also write single quotes, trailing commas and comments.
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
    // A bracket of the talk around it; the JSON may be another one.
    return undefined;
  }
}

/** Each is looked for to the end of the text: a model that writes nothing but brackets must not keep the server busy. */
const MAX_OPENINGS = 200;

/** From every bracket that opens to where it closes, in their order. */
function* findSlices(text: string): Generator<string> {
  for (const { index: start } of [...text.matchAll(/[{[]/g)].slice(0, MAX_OPENINGS)) {
    const end = findClosing(text, start);
    if (end >= 0) yield text.slice(start, end + 1);
  }
}

/** Where the bracket at `start` closes, brackets within strings left out; -1 when it never does. */
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
