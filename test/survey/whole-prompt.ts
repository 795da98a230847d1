import type { PromptHash } from "../../engine/survey/run/interview-respondent.ts";

/** Instead of a hash, all of the text that would be hashed. */
export function hashAfter(beginning: string): PromptHash {
  let begun = beginning;
  return { of: (rest) => begun + rest, add: (more) => void (begun += more) };
}
