import Pencil from "lucide-react/icons/pencil";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { OutcomeItem } from "../../../schema/messages/outcome.ts";
import { IconButton } from "../parts/button.tsx";
import { ItemForm } from "./item-form.tsx";
import { useOutcomeScreen } from "./outcome-context.ts";
import style from "./outcome.module.css";
import { TurnLinks } from "./turn-links.tsx";

type ItemCardProps = {
  item: OutcomeItem;
  /** Buttons before Correct. */
  actions?: ReactNode;
  className?: string | undefined;
  children: ReactNode;
};

/** One item of an outcome: what it says, who said it where, how it came about, and what a person can change. */
export function ItemCard({ item, actions, className = "", children }: ItemCardProps) {
  const { t } = useTranslation();
  const { edited, mayCorrect } = useOutcomeScreen();
  const isEdited = edited !== null && "id" in edited && edited.id === item.id;
  return (
    <article
      className={`${style.card} ${className}`}
      data-item-id={item.id}
      tabIndex={-1}
      aria-label={t(`outcome.types.${item.content.type}`)}
    >
      {isEdited ? <ItemForm kindOfItem={item.content.type} item={item} /> : children}
      {!isEdited && (
        <footer className={style.cardFoot}>
          <TurnLinks item={item} />
          <Marks item={item} />
          {mayCorrect && <Actions item={item}>{actions}</Actions>}
        </footer>
      )}
    </article>
  );
}

function Marks({ item: { madeBy, correctedBy, outdatedTurnIds } }: { item: OutcomeItem }) {
  const { t } = useTranslation();
  return (
    <>
      {madeBy !== "person" && (
        <span className={style.simulated} title={t(`outcome.madeBy.${madeBy}`)}>
          {t("outcome.simulated")}
        </span>
      )}
      {outdatedTurnIds.length > 0 && (
        <span className={style.outdated} title={t("outcome.outdatedHint")}>
          {t("outcome.outdated")}
        </span>
      )}
      {correctedBy && (
        <span className={style.corrected}>
          {t(madeBy === "person" ? "outcome.addedBy" : "outcome.correctedBy", { name: correctedBy.name })}
        </span>
      )}
    </>
  );
}

function Actions({ item, children }: { item: OutcomeItem; children: ReactNode }) {
  const { t } = useTranslation();
  const { edit } = useOutcomeScreen();
  return (
    <span className={style.cardActions}>
      {children}
      <IconButton label={t("outcome.correct")} onClick={() => edit({ id: item.id })}>
        <Pencil />
      </IconButton>
    </span>
  );
}
