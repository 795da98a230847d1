import type { STANDARD_TRAITS } from "../../../schema/rules/survey/standard-traits.ts";

type Sentences = Record<string, string>;

const SENTENCES: Record<string, Sentences> = {
  age: {
    "18-24": "I am between 18 and 24 years old.",
    "25-34": "I am between 25 and 34 years old.",
    "35-44": "I am between 35 and 44 years old.",
    "45-54": "I am between 45 and 54 years old.",
    "55-64": "I am between 55 and 64 years old.",
    "65-and-over": "I am 65 years old or older.",
  },
  gender: {
    woman: "I am a woman.",
    man: "I am a man.",
    "other-gender": "I am neither a woman nor a man.",
  },
  education: {
    "no-diploma": "I did not finish high school.",
    "high-school": "I finished high school.",
    "some-college": "I went to college, but have no bachelor's degree.",
    bachelor: "I have a bachelor's degree.",
    advanced: "I have an advanced degree.",
  },
  income: {
    "under-15000": "My household has less than $15,000 a year, before taxes.",
    "15000-29999": "My household has between $15,000 and $29,999 a year, before taxes.",
    "30000-49999": "My household has between $30,000 and $49,999 a year, before taxes.",
    "50000-74999": "My household has between $50,000 and $74,999 a year, before taxes.",
    "75000-and-over": "My household has $75,000 a year or more, before taxes.",
  },
  race: {
    white: "I am White.",
    black: "I am Black.",
    hispanic: "I am Hispanic.",
    asian: "I am Asian or a Pacific Islander.",
    native: "I am an American Indian or Alaska Native.",
    "other-race": "I am of another race, or of more than one.",
  },
  party: {
    democrat: "I think of myself as a Democrat.",
    independent: "I think of myself as an Independent.",
    republican: "I think of myself as a Republican.",
    "other-party": "I think of myself as neither a Democrat, nor a Republican, nor an Independent.",
  },
  ideology: {
    liberal: "My political views are liberal.",
    moderate: "My political views are moderate.",
    conservative: "My political views are conservative.",
  },
  region: {
    northeast: "I live in the Northeast.",
    midwest: "I live in the Midwest.",
    south: "I live in the South.",
    west: "I live in the West.",
  },
  religion: {
    protestant: "I am Protestant.",
    catholic: "I am Catholic.",
    jewish: "I am Jewish.",
    "other-religion": "I have another religion than most people here.",
    "no-religion": "I have no religion.",
  },
} satisfies Record<(typeof STANDARD_TRAITS)[number]["id"], Sentences>;

/** What a person says of a standard trait, as a sentence; null for other traits and values. */
export const wordTrait = (traitId: string, value: string): string | null => SENTENCES[traitId]?.[value] ?? null;
