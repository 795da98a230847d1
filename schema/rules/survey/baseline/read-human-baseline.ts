/** A table of people as CSV, read by its codebook: what is wrong with them, all at once, or the answers (SPEC S7). */
import Papa from "papaparse";
import {
  MOST_BASELINE_PEOPLE,
  type CodebookColumn,
  type HumanBaselineDraft,
  type NotUnderstood,
} from "../../../messages/human-baseline.ts";
import { message, type Message } from "../../../messages/message.ts";
import type { AskedProbe } from "../list-probes.ts";
import type { SurveyTrait } from "../standard-traits.ts";
import type { OptionValue } from "../survey-question.ts";

/** One value of each person, in the order of the file; null: no answer. */
export type BaselineData = {
  /** By id of a probe or a trait. */
  columns: Record<string, (OptionValue | null)[]>;
  weights: number[] | null;
  people: number;
  /** More than are listed are not worth reading. */
  notUnderstood: NotUnderstood[];
};
const MOST_LISTED = 200;

export type ReadBaseline = { faults: Message[]; data: BaselineData };
/** What columns can mean. */
export type KnownMeanings = { probes: readonly AskedProbe[]; traits: readonly SurveyTrait[] };
export type Table = { heads: string[]; rows: string[][] };

/** What a person cannot answer in one cell has no column: several options, a ranking, a text of one's own. */
export const hasColumn = ({ kind }: AskedProbe): boolean => !["multiple", "ranking", "open"].includes(kind);

const fold = (text: string): string => text.trim().toLowerCase();

/** In one pass: a file may have as many headings as characters. */
function repeatedIn(list: readonly string[]): string[] {
  const [seen, twice] = [new Set<string>(), new Set<string>()];
  for (const one of list) (seen.has(one) ? twice : seen).add(one);
  return [...twice];
}

export function readTable(csv: string): Table & { faults: Message[] } {
  const { data, errors } = Papa.parse<string[]>(csv.replace(/^\uFEFF/, ""), { skipEmptyLines: "greedy" });
  const [heads = [], ...rows] = data.map((row) => row.map((cell) => cell.trim()));
  const uneven = rows.flatMap((row, place) => (row.length === heads.length ? [] : place + 2));
  const quotes = errors.filter(({ type }) => type === "Quotes").map(({ row }) => (row ?? 0) + 1);
  const broken = [...new Set([...quotes, ...uneven])].sort((one, other) => one - other);
  const twice = repeatedIn(heads);
  return {
    heads,
    rows,
    faults: [
      ...(rows.length === 0 ? [message("baseline-no-people")] : []),
      ...(rows.length > MOST_BASELINE_PEOPLE
        ? [message("baseline-many-people", { count: rows.length, most: MOST_BASELINE_PEOPLE })]
        : []),
      ...(broken.length > 0 ? [message("baseline-broken-rows", { count: broken.length, row: broken[0]! })] : []),
      ...twice.map((column) => message("baseline-heading-twice", { column })),
    ],
  };
}

export const readHumanBaseline = (
  { csv, codebook }: Pick<HumanBaselineDraft, "csv" | "codebook">,
  known: KnownMeanings,
): ReadBaseline => readByCodebook(readTable(csv), codebook, known);

export function readByCodebook(
  table: ReturnType<typeof readTable>,
  codebook: readonly CodebookColumn[],
  known: KnownMeanings,
): ReadBaseline {
  const faults = [...table.faults, ...checkCodebook(codebook, table, known)];
  const data: BaselineData = { columns: {}, weights: null, people: table.rows.length, notUnderstood: [] };
  if (faults.length > 0) return { faults, data };
  for (const column of codebook) {
    const cells = cellsOf(table, column.column);
    if (column.means.kind === "weight") {
      data.weights = cells.map(Number);
      continue;
    }
    const read = readerOf(column, known);
    const strange = new Map<string, number>();
    data.columns[idOf(column)!] = cells.map((cell) => {
      const value = cell === "" ? null : read(cell);
      if (value === undefined) strange.set(cell, (strange.get(cell) ?? 0) + 1);
      return value ?? null;
    });
    data.notUnderstood.push(...[...strange].map(([value, count]) => ({ column: column.column, value, count })));
  }
  data.notUnderstood = data.notUnderstood.toSorted((one, other) => other.count - one.count).slice(0, MOST_LISTED);
  return { faults, data };
}

const idOf = ({ means }: CodebookColumn): string | null =>
  means.kind === "weight" ? null : means.kind === "question" ? means.probe : means.trait;

/** Cells of a column, person by person. */
export function cellsOf({ heads, rows }: Table, column: string): string[] {
  const place = heads.indexOf(column.trim());
  return rows.map((row) => row[place] ?? "");
}

type Meant = { value: OptionValue; texts: string[] };

/** What a column's cells can mean; null: any number. */
export function meaningsOf(
  { means }: Pick<CodebookColumn, "means">,
  { probes, traits }: KnownMeanings,
): Meant[] | null {
  if (means.kind === "weight") return null;
  if (means.kind === "trait")
    return (traits.find(({ id }) => id === means.trait)?.values ?? []).map(({ id, wording }) => ({
      value: id,
      texts: [id, wording],
    }));
  const probe = probes.find(({ id }) => id === means.probe);
  if (!probe || probe.kind === "numeric") return null;
  // Files of ours have 1 and 0 for yes and no.
  return probe.options.map(({ value, text }) => ({
    value,
    texts: [String(value), text, ...(typeof value === "boolean" ? [String(Number(value))] : [])],
  }));
}

/** @returns of a cell its value, null for no answer, undefined where it is not understood */
export function readerOf(
  column: CodebookColumn,
  known: KnownMeanings,
): (cell: string) => OptionValue | null | undefined {
  const meanings = meaningsOf(column, known);
  const codes = new Map(column.codes.map(({ code, option }) => [code.trim(), option]));
  // The first of a text counts.
  const lastFirst = (meanings ?? []).toReversed();
  const byValue = new Map(lastFirst.map(({ value }) => [String(value), value]));
  const byText = new Map(lastFirst.flatMap(({ value, texts }) => texts.map((text) => [fold(text), value] as const)));
  const toValue = (text: string): OptionValue | undefined => {
    if (meanings === null) return Number.isFinite(Number(text)) ? Number(text) : undefined;
    return byValue.get(text) ?? byText.get(fold(text));
  };
  return (cell) => {
    const option = codes.get(cell);
    return option === null ? null : toValue(option ?? cell);
  };
}

function checkCodebook(codebook: readonly CodebookColumn[], table: Table, known: KnownMeanings): Message[] {
  const names = codebook.map(({ column }) => column.trim());
  const ids = codebook.map((column) => idOf(column) ?? "weight");
  return [
    ...names.filter((name) => !table.heads.includes(name)).map((column) => message("baseline-no-column", { column })),
    ...repeatedIn(names).map((column) => message("baseline-column-twice", { column })),
    ...repeatedIn(ids).map((name) => message("baseline-meaning-twice", { name })),
    ...(codebook.some(({ means }) => means.kind === "question") ? [] : [message("baseline-no-answers")]),
    ...codebook.flatMap((column) => checkColumn(column, table, known)),
  ];
}

function checkColumn(column: CodebookColumn, table: Table, known: KnownMeanings): Message[] {
  const { means, codes } = column;
  if (means.kind === "weight") return checkWeights(cellsOf(table, column.column), column.column);
  if (means.kind === "question" && !known.probes.some((probe) => probe.id === means.probe && hasColumn(probe)))
    return [message("baseline-no-question", { name: means.probe })];
  if (means.kind === "trait" && !known.traits.some(({ id }) => id === means.trait))
    return [message("baseline-no-trait", { name: means.trait })];
  const read = readerOf({ ...column, codes: [] }, known);
  const twice = codes.filter(
    ({ code }, place) => codes.findIndex((other) => other.code.trim() === code.trim()) < place,
  );
  return [
    ...twice.map(({ code }) => message("baseline-code-twice", { code, column: column.column })),
    ...codes.flatMap(({ option }) =>
      option !== null && read(option) === undefined
        ? message("baseline-no-option", { option, column: column.column })
        : [],
    ),
  ];
}

function checkWeights(cells: readonly string[], column: string): Message[] {
  const wrong = cells.flatMap((cell, place) =>
    cell !== "" && Number(cell) >= 0 && Number.isFinite(Number(cell)) ? [] : place + 2,
  );
  if (wrong.length > 0) return [message("baseline-wrong-weights", { column, count: wrong.length, row: wrong[0]! })];
  return cells.some((cell) => Number(cell) > 0) ? [] : [message("baseline-no-weight", { column })];
}
