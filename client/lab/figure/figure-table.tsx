import style from "./figure.module.css";

/** `rows`: first cells are headings of their rows. */
export type TableOfFigure = { heads: string[]; rows: string[][] };

type FigureTableProps = { title: string; table: TableOfFigure; onPick?: (row: number) => void };

export const FigureTable = ({ title, table, onPick }: FigureTableProps) => (
  <div className={style.scroll} role="group" aria-label={title} tabIndex={0}>
    <table aria-label={title}>
      <thead>
        <tr>
          {table.heads.map((head, column) => (
            <th key={column} scope="col">
              {head}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map(([name, ...cells], row) => (
          <tr key={`${row} ${name}`}>
            <th scope="row" dir="auto">
              {onPick ? (
                <button type="button" className={style.pick} onClick={() => onPick(row)}>
                  {name}
                </button>
              ) : (
                name
              )}
            </th>
            {cells.map((cell, index) => (
              <td key={index}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
