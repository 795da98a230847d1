import type { ReactNode } from "react";
import style from "./operator.module.css";

export type Column<Row> = {
  head: string;
  cell: (row: Row) => ReactNode;
  /** Aligns right. */
  isNumber?: boolean;
};

type DataTableProps<Row> = {
  label: string;
  /** The first column is the row's heading. */
  columns: Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row, index: number) => string;
};

export function DataTable<Row>({ label, columns, rows, keyOf }: DataTableProps<Row>) {
  return (
    // A scrollable region must be focusable by keyboard.
    <div className={style.scroll} role="region" aria-label={label} tabIndex={0}>
      <table className={style.table}>
        <thead>
          <tr>
            {columns.map(({ head, isNumber }) => (
              <th key={head} scope="col" data-number={isNumber || undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <tr key={keyOf(row, index)}>
              {columns.map(({ head, cell, isNumber }, column) =>
                column === 0 ? (
                  <th key={head} scope="row">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={head} data-number={isNumber || undefined}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
