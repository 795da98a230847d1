import CircleCheck from "lucide-react/icons/circle-check";
import Circle from "lucide-react/icons/circle";
import { useTranslation } from "react-i18next";
import { AddItem } from "../add-item.tsx";
import { ItemCard } from "../item-card.tsx";
import { itemsOf, type ItemOf } from "../items-of.ts";
import { useOutcomeScreen } from "../outcome-context.ts";
import style from "../outcome.module.css";
import { TurnLinks } from "../turn-links.tsx";
import list from "./themes.module.css";

/** The topics of the guide, and themes with what people said, word for word (SPEC C2). */
export function ThemeList() {
  const { t } = useTranslation();
  const { items } = useOutcomeScreen();
  return (
    <>
      <section className={style.section}>
        <h3>{t("outcome.themes.guide")}</h3>
        {itemsOf(items, "topic").map((topic) => (
          <ItemCard key={topic.id} item={topic} className={list.topic}>
            <p dir="auto">
              {topic.content.isCovered ? (
                <CircleCheck size={16} aria-label={t("outcome.themes.covered")} />
              ) : (
                <Circle size={16} aria-label={t("outcome.themes.notCovered")} />
              )}{" "}
              {topic.content.text}
            </p>
          </ItemCard>
        ))}
        <AddItem type="topic" />
      </section>
      <section className={style.section}>
        <h3>{t("outcome.themes.title")}</h3>
        {itemsOf(items, "theme").map((theme) => (
          <ItemCard key={theme.id} item={theme}>
            <h4 dir="auto">{theme.content.text}</h4>
            <Quotations theme={theme} />
          </ItemCard>
        ))}
        <AddItem type="theme" />
      </section>
    </>
  );
}

function Quotations({ theme: { content, speakers } }: { theme: ItemOf<"theme"> }) {
  const { speakerOf } = useOutcomeScreen();
  return content.quotations.map(({ turnId, text }) => {
    const name = speakerOf(turnId);
    const speaker = name === null ? speakers : [{ id: turnId, name }];
    return (
      <figure key={turnId + text} className={list.quotation}>
        <blockquote dir="auto">{text}</blockquote>
        <figcaption>
          <TurnLinks item={{ turnIds: [turnId], speakers: speaker }} />
        </figcaption>
      </figure>
    );
  });
}
