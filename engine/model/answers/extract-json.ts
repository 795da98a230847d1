import { jsonrepair } from "jsonrepair";

/**
 * The first whole JSON object or array in a text: models wrap it in a fence or in talk. Where none can be read as it
 * stands, the longest that can be repaired: they also write single quotes, trailing commas and comments.
 * @returns undefined when there is none
 */
export function extractJson(text: string): unknown {
  const slices = listSlices(text);
  const longestFirst = slices.toSorted((one, other) => other.length - one.length);
  return readFirst(slices, (slice) => slice) ?? readFirst(longestFirst, jsonrepair);
}

function readFirst(slices: readonly string[], repair: (slice: string) => string): unknown {
  for (const slice of slices)
    try {
      return JSON.parse(repair(slice));
    } catch {
      // A bracket of the talk around it; the JSON may be another one.
    }
  return undefined;
}

/** From every bracket that opens to where it closes, in their order. */
function listSlices(text: string): string[] {
  const slices: string[] = [];
  for (let start = nextOpening(text, 0); start >= 0; start = nextOpening(text, start + 1)) {
    const end = findClosing(text, start);
    if (end >= 0) slices.push(text.slice(start, end + 1));
  }
  return slices;
}

function nextOpening(text: string, from: number): number {
  const found = text.slice(from).search(/[{[]/);
  return found < 0 ? -1 : from + found;
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
