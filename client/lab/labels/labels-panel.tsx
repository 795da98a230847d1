import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TraitView } from "../../../schema/messages/labelling.ts";
import { Loading, Problem } from "../../panels/parts/states.tsx";
import { AskFirst } from "../../panels/people/ask-first.tsx";
import { problemText } from "../../words/problem-text.ts";
import { useTraitWords } from "../trait-words.ts";
import { AddTrait } from "./add-trait.tsx";
import { AgreementTable } from "./agreement-table.tsx";
import { LabellingItem } from "./labelling-item.tsx";
import { isAnyOpen, useAgreement, useDeleteTrait, useLabellings, useLastLabels, useTraits } from "./labels-api.ts";
import { StartLabelling } from "./start-labelling.tsx";
import style from "./labels.module.css";

/** Which traits the pool is labelled with, by whom; labelling it; how far estimates can be trusted (SPEC S3). */
export function LabelsPanel() {
  const { t } = useTranslation("lab");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const labellings = useLabellings();
  const isLabelling = isAnyOpen(labellings.data);
  const traits = useTraits(isLabelling);
  const agreement = useAgreement(isLabelling);
  useLastLabels(isLabelling);
  if (traits.isPending) return <Loading />;
  if (traits.isError) return <Problem error={traits.error} onRetry={() => void traits.refetch()} />;
  const { items, backstories } = traits.data;
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((each) => each !== id) : [...chosen, id]);
  return (
    <section aria-label={t("labels.title")} className={style.panel}>
      <h2>{t("labels.title")}</h2>
      <p className={style.notes}>{t("labels.text")}</p>
      <table className={style.table}>
        <thead>
          <tr>
            <th scope="col">{t("labels.trait")}</th>
            <th scope="col">{t("labels.labelled", { count: backstories })}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((trait) => (
            <TraitRow key={trait.id} trait={trait} isChosen={chosen.includes(trait.id)} onToggle={toggle} />
          ))}
        </tbody>
      </table>
      <AddTrait />
      <StartLabelling traitIds={chosen.filter((id) => items.some((trait) => trait.id === id))} />
      {labellings.isError && <Problem error={labellings.error} onRetry={() => void labellings.refetch()} />}
      <ul className={style.list}>
        {labellings.data?.map((labelling) => (
          <LabellingItem key={labelling.id} labelling={labelling} />
        ))}
      </ul>
      {agreement.data && agreement.data.length > 0 && <AgreementTable items={agreement.data} />}
    </section>
  );
}

type TraitRowProps = { trait: TraitView; isChosen: boolean; onToggle: (id: string) => void };

function TraitRow({ trait: { id, owner, values, labels }, isChosen, onToggle }: TraitRowProps) {
  const { t } = useTranslation("lab");
  const { nameOf, valueOf } = useTraitWords();
  const { t: common } = useTranslation();
  const remove = useDeleteTrait();
  return (
    <tr>
      <th scope="row">
        <label className={style.check}>
          <input type="checkbox" checked={isChosen} onChange={() => onToggle(id)} />
          <span dir="auto">{nameOf(id)}</span>
        </label>
        {owner && (
          <span className={style.notes}>
            <span dir="auto">{values.map((value) => valueOf(id, value)).join(", ")}</span>{" "}
            {t("labels.addedBy", { name: owner.name })}
          </span>
        )}
        {owner && (
          <AskFirst
            action={t("labels.remove")}
            name={nameOf(id)}
            question={{ text: t("labels.removeText"), really: t("labels.removeIt") }}
            isDisabled={remove.isPending}
            onConfirm={() => remove.mutate(id)}
          />
        )}
        {remove.isError && (
          <p className={style.problem} role="alert">
            {problemText(remove.error, common)}
          </p>
        )}
      </th>
      <td>
        {labels.length === 0 && <span className={style.notes}>{t("labels.nobody")}</span>}
        <ul className={style.sources}>
          {labels.map(({ source, model, count, unknown }) => (
            <li key={`${source} ${model}`}>
              {t(`labels.counts.${source}`, { count: count - unknown })}
              {unknown > 0 && ` ${t("labels.ofThemUnknown", { count: unknown })}`}{" "}
              <span className={style.notes}>{model === "" ? t("labels.byAuthor") : model}</span>
            </li>
          ))}
        </ul>
      </td>
    </tr>
  );
}
