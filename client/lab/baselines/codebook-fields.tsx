import { useTranslation } from "react-i18next";
import {
  cellsOf,
  meaningsOf,
  readerOf,
  type KnownMeanings,
  type Table,
} from "../../../schema/rules/survey/baseline/read-human-baseline.ts";
import { ChoiceField } from "../../panels/parts/field.tsx";
import { useTraitWords } from "../trait-words.ts";
import { listMeanings, toMeans, WEIGHT, type ColumnDraft } from "./codebook-draft.ts";
import style from "./baselines.module.css";

/** A column with more kinds of cells than this is read as it is. */
const MOST_CODES = 40;
const AS_READ = "as-read";
const NO_ANSWER = "no-answer";
const VALUE = "value ";

type CodebookProps = {
  drafts: readonly ColumnDraft[];
  onDrafts: (drafts: ColumnDraft[]) => void;
  table: Table;
  known: KnownMeanings;
};

/** What each column is, and what its cells mean. */
export function CodebookFields({ drafts, onDrafts, table, known }: CodebookProps) {
  const { t } = useTranslation("lab");
  const { nameOf } = useTraitWords();
  const options = [
    { value: "", label: t("baselines.notUsed") },
    ...listMeanings(known).map(({ key, kind, id, title }) => ({
      value: key,
      label: { question: title, trait: t("baselines.trait", { name: nameOf(id) }), weight: t("baselines.weight") }[
        kind
      ],
    })),
  ];
  const change = (changed: ColumnDraft) =>
    onDrafts(drafts.map((draft) => (draft.column === changed.column ? changed : draft)));
  return (
    <fieldset className={style.part}>
      <legend>{t("baselines.columns")}</legend>
      {drafts.map((draft) => (
        <div key={draft.column} className={style.column}>
          <ChoiceField
            label={draft.column}
            value={draft.meaning}
            options={options}
            onChoose={(meaning) => change({ ...draft, meaning, codes: {} })}
          />
          {draft.meaning !== "" && draft.meaning !== WEIGHT && (
            <Codes draft={draft} onDraft={change} cells={cellsOf(table, draft.column)} known={known} />
          )}
        </div>
      ))}
    </fieldset>
  );
}

type CodesProps = {
  draft: ColumnDraft;
  onDraft: (draft: ColumnDraft) => void;
  cells: readonly string[];
  known: KnownMeanings;
};

function Codes({ draft, onDraft, cells, known }: CodesProps) {
  const { t } = useTranslation("lab");
  const { valueOf } = useTraitWords();
  const means = toMeans(draft.meaning);
  const meanings = meaningsOf({ means }, known);
  const read = readerOf({ column: draft.column, means, codes: [] }, known);
  const kinds = [...new Set(cells)].filter((cell) => cell !== "");
  // Numbers mean themselves; what is none may stand for no answer.
  const shown =
    meanings === null ? kinds.filter((cell) => read(cell) === undefined || Object.hasOwn(draft.codes, cell)) : kinds;
  if (shown.length === 0) return null;
  if (shown.length > MOST_CODES)
    return <p className={style.notes}>{t("baselines.manyCodes", { count: shown.length })}</p>;
  const textOf = (value: unknown): string => {
    if (means.kind === "trait") return valueOf(means.trait, String(value));
    return meanings?.find((each) => each.value === value)?.texts[1] ?? String(value);
  };
  const choose = (cell: string, chosen: string) => {
    const { [cell]: _before, ...others } = draft.codes;
    if (chosen === AS_READ) return onDraft({ ...draft, codes: others });
    const option = chosen === NO_ANSWER ? null : chosen.slice(VALUE.length);
    return onDraft({ ...draft, codes: { ...others, [cell]: option } });
  };
  return (
    <details className={style.codes}>
      <summary>{t("baselines.codes", { count: shown.length })}</summary>
      {shown.map((cell) => {
        // Cells are what people wrote: one may be named like a property of every object.
        const option = Object.hasOwn(draft.codes, cell) ? draft.codes[cell] : undefined;
        const usual = read(cell);
        return (
          <ChoiceField
            key={cell}
            label={cell}
            value={option === undefined ? AS_READ : option === null ? NO_ANSWER : `${VALUE}${option}`}
            options={[
              {
                value: AS_READ,
                label: usual === undefined ? t("baselines.strange") : t("baselines.asRead", { value: textOf(usual) }),
              },
              { value: NO_ANSWER, label: t("baselines.noAnswer") },
              ...(meanings ?? []).map(({ value }) => ({ value: `${VALUE}${value}`, label: textOf(value) })),
            ]}
            onChoose={(chosen) => choose(cell, chosen)}
          />
        );
      })}
    </details>
  );
}
