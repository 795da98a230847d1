/** Rows of cells as RFC 4180 says, with the mark by which spreadsheets know UTF-8. */
export function writeCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${rows.map((cells) => `${cells.map(toCell).join(",")}\r\n`).join("")}`;
}

/** Words that a spreadsheet would run as a formula get an apostrophe before them. */
function toCell(value: string | number | null): string {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
