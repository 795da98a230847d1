import { writeCsv } from "../../../../schema/rules/write-csv.ts";
import { countTokens, TOKEN_KINDS } from "./count-tokens.ts";
import type { TableRow } from "./usage-table.tsx";

/** Names as on screen; the numbers exact, costs in nano-dollars. */
export function downloadTable(title: string, heads: string[], rows: TableRow[]): void {
  const body = rows.map(({ names, row }) => {
    const counts = countTokens(row);
    return [
      ...names,
      row.calls,
      ...TOKEN_KINDS.map((kind) => counts[kind]),
      row.costNano,
      row.exact ? "exact" : "estimated",
    ];
  });
  saveFile(`${title}.csv`, writeCsv([[...heads, "calls", ...TOKEN_KINDS, "costNano", "counted"], ...body]));
}

function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
