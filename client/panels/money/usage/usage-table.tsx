import { useTranslation } from "react-i18next";
import type { UsageRow } from "../../../../schema/messages/usage.ts";
import { Money } from "../money.tsx";
import { countTokens, TOKEN_KINDS } from "./count-tokens.ts";
import style from "./usage.module.css";

/** A usage group and its names, one for each heading. */
export type TableRow = { names: string[]; row: UsageRow };

export function UsageTable({ title, heads, rows }: { title: string; heads: string[]; rows: TableRow[] }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language);
  return (
    // A scrollable region must be focusable by keyboard.
    <div className={style.scroll} role="region" aria-label={t("usage.numbersOf", { title })} tabIndex={0}>
      <table className={style.table}>
        <thead>
          <tr>
            {heads.map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            <th scope="col">{t("usage.cost")}</th>
            <th scope="col">{t("usage.calls")}</th>
            {TOKEN_KINDS.map((kind) => (
              <th key={kind} scope="col">
                {t(`usage.kinds.${kind}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ names, row }, index) => {
            const counts = countTokens(row);
            return (
              <tr key={`${index} ${names.join(" ")}`}>
                {names.map((name, column) => (
                  <th key={heads[column]} scope="row">
                    {name}
                  </th>
                ))}
                <td>
                  {!row.exact && <abbr title={t("usage.estimated")}>≈</abbr>} <Money nano={row.costNano} />
                </td>
                <td>{number.format(row.calls)}</td>
                {TOKEN_KINDS.map((kind) => (
                  <td key={kind}>{number.format(counts[kind])}</td>
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
