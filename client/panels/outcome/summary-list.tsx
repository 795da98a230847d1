import { useTranslation } from "react-i18next";
import { AddItem } from "./add-item.tsx";
import { ItemCard } from "./item-card.tsx";
import { itemsOf } from "./items-of.ts";
import { useOutcomeScreen } from "./outcome-context.ts";
import style from "./outcome.module.css";

/** What has been said so far, point by point: all there is of a chat, and the last part of every other kind. */
export function SummaryList() {
  const { t } = useTranslation();
  const { items, kind } = useOutcomeScreen();
  const points = itemsOf(items, "summary");
  return (
    <section className={style.section}>
      {kind !== "chat" && <h3>{t("outcome.summary")}</h3>}
      {points.map((point) => (
        <ItemCard key={point.id} item={point}>
          <p dir="auto">{point.content.text}</p>
        </ItemCard>
      ))}
      <AddItem type="summary" />
    </section>
  );
}
