import { numberRepeats } from "../number-repeats.ts";

const MOST_CHARACTERS = 60;

/** Makes ids that a survey may have of what other tools allow: other characters become _, and none is there twice. */
export function createNamer(): (wanted: string) => string {
  const unique = numberRepeats();
  return (wanted) => {
    const tidy = wanted
      .trim()
      .replace(/[^\p{L}\p{N}_-]+/gu, "_")
      .slice(0, MOST_CHARACTERS);
    return unique(/^[\p{L}_]/u.test(tidy) ? tidy : `q${tidy && `_${tidy}`}`);
  };
}
