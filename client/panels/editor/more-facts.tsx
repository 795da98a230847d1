import Plus from "lucide-react/icons/plus";
import X from "lucide-react/icons/x";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "../parts/button.tsx";
import parts from "../parts/parts.module.css";
import style from "./editor.module.css";
import { factsToRows, rowsToFacts, type FactRow } from "./fact-rows.ts";

const MOST = 30;

type MoreFactsProps = { facts: Record<string, string>; onFacts: (facts: Record<string, string>) => void };

/** Further facts about a persona, each a name and a value. */
export function MoreFacts({ facts, onFacts }: MoreFactsProps) {
  const { t } = useTranslation();
  const [rows, setRows] = useState(() => factsToRows(facts));
  // Rows include unfinished facts, such as one without a name; facts from elsewhere (an import) replace them.
  if (JSON.stringify(rowsToFacts(rows)) !== JSON.stringify(facts)) setRows(factsToRows(facts));

  const put = (changed: FactRow[]) => {
    setRows(changed);
    onFacts(rowsToFacts(changed));
  };
  const change = (index: number, row: Partial<FactRow>) =>
    put(rows.map((old, other) => (other === index ? { ...old, ...row } : old)));
  const isTwice = ({ name }: FactRow) =>
    name.trim() !== "" && rows.filter((row) => row.name.trim() === name.trim()).length > 1;

  return (
    <fieldset className={style.more}>
      <legend className={parts.label}>{t("editor.more")}</legend>
      {rows.map((row, index) => (
        <div key={index} className={style.fact}>
          <input
            className={parts.input}
            aria-label={t("editor.moreName", { number: index + 1 })}
            aria-invalid={isTwice(row)}
            placeholder={t("editor.moreNameExample")}
            dir="auto"
            value={row.name}
            onChange={(event) => change(index, { name: event.target.value })}
          />
          <input
            className={parts.input}
            aria-label={
              row.name ? t("editor.moreValueOf", { name: row.name }) : t("editor.moreValue", { number: index + 1 })
            }
            placeholder={t("editor.moreValueExample")}
            dir="auto"
            value={row.value}
            onChange={(event) => change(index, { value: event.target.value })}
          />
          <IconButton
            label={t("remove", { what: row.name || String(index + 1) })}
            onClick={() => put(rows.filter((_, other) => other !== index))}
          >
            <X />
          </IconButton>
        </div>
      ))}
      {rows.some(isTwice) && (
        <p className={parts.error} role="alert">
          {t("editor.moreTwice")}
        </p>
      )}
      {rows.length < MOST && (
        <Button look="quiet" onClick={() => setRows([...rows, { name: "", value: "" }])}>
          <Plus aria-hidden /> {t("editor.moreAdd")}
        </Button>
      )}
    </fieldset>
  );
}
