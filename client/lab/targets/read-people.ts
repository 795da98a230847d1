/** A table of people as CSV: a column for each trait, a row for each person. */
import Papa from "papaparse";
import { valueOfNumber, type SurveyTrait } from "../../../schema/rules/survey/standard-traits.ts";

/** Names by which columns and cells are recognised besides their ids. */
export type TraitNames = { nameOf(traitId: string): string; valueOf(traitId: string, value: string): string };
export type ReadPeople = {
  people: Record<string, string>[];
  /** What a known trait has no such value for; nothing was taken from those cells. */
  notUnderstood: { traitId: string; value: string; count: number }[];
};

const fold = (text: string): string => text.trim().toLowerCase();

const readNumber = (cell: string): number =>
  /^\s*\$?[\d,.]+\s*$/.test(cell) ? Number(cell.replaceAll(/[$,\s]/g, "")) : Number.NaN;

/** Columns that are none of `traits` are traits of their own; empty cells leave the trait open. */
export function readPeople(text: string, { nameOf, valueOf }: TraitNames, traits: readonly SurveyTrait[]): ReadPeople {
  const { data } = Papa.parse<Record<string, string>>(text.trim(), { header: true, skipEmptyLines: "greedy" });
  const notUnderstood = new Map<string, ReadPeople["notUnderstood"][number]>();
  const people = data.map((row) => {
    const person: Record<string, string> = {};
    for (const [column, cell] of Object.entries(row)) {
      // Cells beyond the header come as a list.
      if (typeof cell !== "string" || cell.trim() === "" || column.trim() === "") continue;
      const trait = traits.find(({ id, wording }) =>
        [id, wording, nameOf(id)].some((name) => fold(name) === fold(column)),
      );
      if (!trait) {
        person[column.trim()] = cell.trim();
        continue;
      }
      const value =
        trait.values.find(({ id, wording }) =>
          [id, wording, valueOf(trait.id, id)].some((name) => fold(name) === fold(cell)),
        ) ?? valueOfNumber(trait, readNumber(cell));
      if (value) person[trait.id] = value.id;
      else {
        const key = JSON.stringify([trait.id, fold(cell)]);
        const known = notUnderstood.get(key) ?? { traitId: trait.id, value: cell.trim(), count: 0 };
        notUnderstood.set(key, { ...known, count: known.count + 1 });
      }
    }
    return person;
  });
  return {
    people: people.filter((person) => Object.keys(person).length > 0),
    notUnderstood: [...notUnderstood.values()],
  };
}

/** With the ids of traits and values, which are read in any language. */
export function writePeople(people: readonly Readonly<Record<string, string>>[]): string {
  const fields = [...new Set(people.flatMap((person) => Object.keys(person)))];
  return Papa.unparse({ fields, data: people.map((person) => fields.map((field) => person[field] ?? "")) });
}
