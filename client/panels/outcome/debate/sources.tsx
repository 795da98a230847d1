import { useTranslation } from "react-i18next";
import { AddItem } from "../add-item.tsx";
import { ItemCard } from "../item-card.tsx";
import { itemsOf } from "../items-of.ts";
import { useOutcomeScreen } from "../outcome-context.ts";
import style from "../outcome.module.css";

/** What claims are checked against, given by people. */
export function Sources() {
  const { t } = useTranslation();
  const { items } = useOutcomeScreen();
  return (
    <section className={style.section}>
      <h3>{t("outcome.debate.sources")}</h3>
      <p className={style.note}>{t("outcome.debate.sourcesText")}</p>
      {itemsOf(items, "source").map((source) => (
        <ItemCard key={source.id} item={source}>
          <details>
            <summary dir="auto">
              {source.content.title} · {source.content.checker}
            </summary>
            <p className={style.long} dir="auto">
              {source.content.text}
            </p>
          </details>
        </ItemCard>
      ))}
      <AddItem type="source" />
    </section>
  );
}
