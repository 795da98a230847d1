import { writeCsv } from "../../../../schema/rules/write-csv.ts";
import { saveFile } from "../../../state/save-file.ts";
import { countTokens, TOKEN_KINDS } from "./count-tokens.ts";
import type { TableRow } from "./usage-table.tsx";

/** Names as on screen; the numbers exact, costs in nano-dollars. */
export function downloadTable(title: string, heads: string[], rows: TableRow[]): void {
  const body = rows.map(({ names, row }) => {
    const counts = countTokens(row);
    return [
      ...names,
      row.costNano,
      row.calls,
      ...TOKEN_KINDS.map((kind) => counts[kind]),
      row.exact ? "exact" : "estimated",
    ];
  });
  saveFile(`${title}.csv`, writeCsv([[...heads, "costNano", "calls", ...TOKEN_KINDS, "counted"], ...body]), "text/csv");
}
