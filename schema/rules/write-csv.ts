/** Writes rows as CSV (RFC 4180), with the byte order mark by which spreadsheets recognise UTF-8. */
export const writeCsv = (rows: readonly CsvRow[]): string => `${CSV_START}${writeCsvRows(rows)}`;

export type CsvRow = readonly (string | number | null)[];
export const CSV_START = "\uFEFF";

/** Of a file that is written in parts. */
export const writeCsvRows = (rows: readonly CsvRow[]): string =>
  rows.map((cells) => `${cells.map(toCell).join(",")}\r\n`).join("");

/** Text that a spreadsheet would run as a formula is prefixed with an apostrophe. */
export const withoutFormula = (text: string): string => (/^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text);

function toCell(value: string | number | null): string {
  const text = typeof value === "string" ? withoutFormula(value) : String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
