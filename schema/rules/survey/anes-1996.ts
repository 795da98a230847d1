/**
 * The human baseline that ships (SPEC S7): 944 respondents of the American National Election Study of 1996, their
 * demographics as values of the standard traits, their answers as the codes of the study.
 */
import { z } from "zod";
import { STANDARD_TRAITS, valueOfNumber } from "./standard-traits.ts";

export type BaselinePerson = {
  /** Value by trait id, as a table of target people has it. */
  traits: Record<BaselineTrait, string>;
  /** Code by question id. */
  answers: Record<BaselineQuestion, number>;
};
export type BaselineTrait = "age" | "education" | "income" | "party";
export type BaselineQuestion = "own-views" | "clinton-views" | "dole-views" | "vote" | "television-news";

const Row = z.object({
  TVnews: z.coerce.number().int().min(0).max(7),
  selfLR: z.coerce.number().int().min(1).max(7),
  ClinLR: z.coerce.number().int().min(1).max(7),
  DoleLR: z.coerce.number().int().min(1).max(7),
  PID: z.coerce.number().int().min(0).max(6),
  age: z.coerce.number().int().min(18).max(120),
  educ: z.coerce.number().int().min(1).max(7),
  income: z.coerce.number().int().min(1).max(24),
  vote: z.coerce.number().int().min(0).max(1),
});

/** The highest code of each value, in order. */
type Bands = readonly (readonly [number, string])[];
const AGE = STANDARD_TRAITS.find(({ id }) => id === "age")!;
/**
 * The study's summary of schooling: 1 up to eighth grade, 2 some high school, 3 diploma, 4 some college, 5 associate degree,
 * 6 bachelor's, 7 advanced. Notes that are copied with the table call 5 to 7 college, master's and PhD; its counts (90, 227,
 * 127 of 944) cannot be those.
 */
const SCHOOLING: Bands = [
  [2, "no-diploma"],
  [3, "high-school"],
  [5, "some-college"],
  [6, "bachelor"],
  [7, "advanced"],
];
/** Of 24 bands; 10 ends at $14,999, 15 at $29,999, 19 at $49,999, 21 at $74,999. */
const INCOMES: Bands = [
  [10, "under-15000"],
  [15, "15000-29999"],
  [19, "30000-49999"],
  [21, "50000-74999"],
  [24, "75000-and-over"],
];
/** Those who lean to a party called themselves Independents first. */
const PARTIES: Bands = [
  [1, "democrat"],
  [4, "independent"],
  [6, "republican"],
];

const valueOf = (bands: Bands, code: number): string => bands.find(([last]) => code <= last)![1];

/** @param table the file's text: lines of notes begin with #, then names of columns, then rows. @throws ZodError */
export function readAnes1996(table: string): BaselinePerson[] {
  const [head = "", ...rows] = table.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  const columns = head.split("\t");
  return rows.map((line) => {
    const row = Row.parse(Object.fromEntries(line.split("\t").map((cell, place) => [columns[place], cell])));
    return {
      traits: {
        age: valueOfNumber(AGE, row.age)!.id,
        education: valueOf(SCHOOLING, row.educ),
        income: valueOf(INCOMES, row.income),
        party: valueOf(PARTIES, row.PID),
      },
      answers: {
        "own-views": row.selfLR,
        "clinton-views": row.ClinLR,
        "dole-views": row.DoleLR,
        vote: row.vote,
        "television-news": row.TVnews,
      },
    };
  });
}
