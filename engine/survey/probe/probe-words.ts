/** The fixed words of a probe's prompt, in the languages a survey may be written in. */
import type { Probe } from "../../../schema/rules/survey/next-probe.ts";
import type { ProbeKind } from "../../../schema/rules/survey/survey-question.ts";

export type ProbeLanguage = "en" | "de";

type How = (letters: readonly string[], probe: Pick<Probe, "min" | "max">) => string;
type ProbeWords = {
  begin: string;
  goOn: string;
  question: string;
  answer: string;
  how: Record<ProbeKind, How>;
};

/** The language of SurveyJS's `locale`; English unless it is another that is here. */
export const probeLanguage = (locale: string): ProbeLanguage => (locale.startsWith("de") ? "de" : "en");

/** “(A), (B), or (C)” */
const either = (letters: readonly string[], or: string): string =>
  letters.length < 3
    ? letters.join(` ${or} `)
    : `${letters.slice(0, -1).join(", ")}${or === "or" ? "," : ""} ${or} ${letters.at(-1)}`;

const some = (letters: readonly string[]): string => letters.slice(0, 2).join(", ");

const oneOf: Record<ProbeLanguage, How> = {
  en: (letters) => `Answer with ${either(letters, "or")}.`,
  de: (letters) => `Antworte mit ${either(letters, "oder")}.`,
};

export const PROBE_WORDS: Record<ProbeLanguage, ProbeWords> = {
  en: {
    begin: "Answer the following question as the person described above.",
    goOn: "Answer the following question as the person described above, keeping in mind your previous answers.",
    question: "Question",
    answer: "Answer",
    how: {
      single: oneOf.en,
      scale: oneOf.en,
      matrix: oneOf.en,
      "yes-no": oneOf.en,
      multiple: (letters) => `Answer with all that apply, separated by commas, for example ${some(letters)}.`,
      ranking: (letters) =>
        `Put all of ${letters[0]} to ${letters.at(-1)} in order, first the one you put first, separated by commas.`,
      numeric: (_, { min, max }) => `Answer with a number${rangeInWords(min, max, RANGE.en)}.`,
      open: () => "Answer in one or two sentences.",
    },
  },
  de: {
    begin: "Beantworte die folgende Frage als die oben beschriebene Person.",
    goOn: "Beantworte die folgende Frage als die oben beschriebene Person und bleib bei deinen bisherigen Antworten.",
    question: "Frage",
    answer: "Antwort",
    how: {
      single: oneOf.de,
      scale: oneOf.de,
      matrix: oneOf.de,
      "yes-no": oneOf.de,
      multiple: (letters) => `Antworte mit allem, was zutrifft, durch Kommas getrennt, zum Beispiel ${some(letters)}.`,
      ranking: (letters) =>
        `Bring alle von ${letters[0]} bis ${letters.at(-1)} in eine Reihenfolge, das Erste zuerst, durch Kommas getrennt.`,
      numeric: (_, { min, max }) => `Antworte mit einer Zahl${rangeInWords(min, max, RANGE.de)}.`,
      open: () => "Antworte in einem oder zwei Sätzen.",
    },
  },
};

type Range = { between: [string, string]; least: string; most: string };
const RANGE: Record<ProbeLanguage, Range> = {
  en: { between: ["from", "to"], least: "of at least", most: "of at most" },
  de: { between: ["von", "bis"], least: "ab", most: "bis höchstens" },
};

function rangeInWords(min: number | null, max: number | null, { between: [from, to], least, most }: Range): string {
  if (min !== null && max !== null) return ` ${from} ${min} ${to} ${max}`;
  if (min !== null) return ` ${least} ${min}`;
  return max === null ? "" : ` ${most} ${max}`;
}
