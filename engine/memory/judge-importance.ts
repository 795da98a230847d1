/** Judges how important an utterance is to remember, from its words, without a model. */

const FIRST_PERSON = /\b(?:i|i'm|i've|my|mine|me|ich|mein\p{L}*|mir|mich)\b/iu;
const COMMITMENT =
  /\b(?:i will|i'll|i promise|we will|we'll|remember|don't forget|deadline|agreed|let's meet|ich werde|versprochen|vergiss nicht|abgemacht|wir werden)\b/iu;
const FEELING =
  /\b(?:love|hate|afraid|scared|worried|angry|sad|happy|proud|ashamed|grateful|hurt|lonely|excited|sorry|died|death|born|married|divorced|sick|liebe|hasse|angst|sorge|wütend|traurig|glücklich|stolz|dankbar|gestorben|geboren|geheiratet|krank)\b/iu;
const FACT =
  /\d|\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|yesterday|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|morgen|gestern)\b/iu;
const LONG_WORDS = 40;

export type ImportanceClues = { speakerIsPerson: boolean; namesPersona: boolean; isPreference: boolean };

/**
 * 0–1: 0.1, + 0.2 for a long text (proportional, full at 40 words), + 0.15 each when a person speaks about themselves,
 * the persona is named, or a number or day is given; + 0.2 for a feeling; + 0.25 for a promise; + 0.3 for a preference.
 */
export function judgeImportance(text: string, clues: ImportanceClues): number {
  const words = text.trim().split(/\s+/).length;
  const score =
    0.1 +
    0.2 * Math.min(1, words / LONG_WORDS) +
    (clues.speakerIsPerson && FIRST_PERSON.test(text) ? 0.15 : 0) +
    (clues.namesPersona ? 0.15 : 0) +
    (FACT.test(text) ? 0.15 : 0) +
    (FEELING.test(text) ? 0.2 : 0) +
    (COMMITMENT.test(text) ? 0.25 : 0) +
    (clues.isPreference ? 0.3 : 0);
  return Math.min(1, score);
}
