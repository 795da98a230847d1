/** Writes rows as CSV (RFC 4180), with the byte order mark by which spreadsheets recognise UTF-8. */
export function writeCsv(rows: readonly (readonly (string | number | null)[])[]): string {
  return `\uFEFF${rows.map((cells) => `${cells.map(toCell).join(",")}\r\n`).join("")}`;
}

/** Text that a spreadsheet would run as a formula is prefixed with an apostrophe. */
function toCell(value: string | number | null): string {
  const text = typeof value === "string" && /^[=+\-@\t\r\n＝＋－＠]/.test(value) ? `'${value}` : String(value ?? "");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
