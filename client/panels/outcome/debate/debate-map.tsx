import { useTranslation } from "react-i18next";
import { AddItem } from "../add-item.tsx";
import { ItemCard } from "../item-card.tsx";
import { itemsOf, type ItemOf } from "../items-of.ts";
import { useOutcomeScreen } from "../outcome-context.ts";
import style from "../outcome.module.css";
import { arrangeClaims, type Column } from "./arrange-claims.ts";
import map from "./debate.module.css";
import { MapLines } from "./map-lines.tsx";
import { Sources } from "./sources.tsx";

/** Positions as columns, claims as cards, and lines that show which supports or attacks which (SPEC C2). */
export function DebateMap() {
  const { t } = useTranslation();
  const { items } = useOutcomeScreen();
  const claims = itemsOf(items, "claim");
  const columns = arrangeClaims(itemsOf(items, "position"), claims);
  return (
    <>
      {claims.length > 0 && (
        <p className={map.legend} aria-hidden>
          <span data-relation="supports">{t("outcome.debate.relations.supports")}</span>
          <span data-relation="attacks">{t("outcome.debate.relations.attacks")}</span>
        </p>
      )}
      <div className={map.scroller} tabIndex={0} role="group" aria-label={t("outcome.debate.map")}>
        <div className={map.map}>
          <MapLines claims={claims} />
          {columns.map((column) => (
            <MapColumn key={column.position?.id ?? ""} column={column} />
          ))}
        </div>
      </div>
      <div className={style.adds}>
        <AddItem type="position" />
        <AddItem type="claim" />
      </div>
      <Sources />
    </>
  );
}

function MapColumn({ column: { position, claims } }: { column: Column }) {
  const { t } = useTranslation();
  return (
    <section className={map.column} aria-label={position?.content.text ?? t("outcome.debate.noPosition")}>
      {position ? (
        <ItemCard item={position} className={map.position}>
          <h3 dir="auto">{position.content.text}</h3>
        </ItemCard>
      ) : (
        <h3>{t("outcome.debate.noPosition")}</h3>
      )}
      {claims.map((claim) => (
        <ItemCard key={claim.id} item={claim}>
          <p dir="auto">{claim.content.text}</p>
          <Edges claim={claim} />
          <Check claim={claim} />
        </ItemCard>
      ))}
    </section>
  );
}

/** The lines of a claim in words. */
function Edges({ claim: { content } }: { claim: ItemOf<"claim"> }) {
  const { t } = useTranslation();
  const { items } = useOutcomeScreen();
  const edges = content.edges.flatMap(({ to, relation }) => {
    const target = items.find(({ id }) => id === to);
    return target ? [{ to, relation, text: target.content.text }] : [];
  });
  return (
    <ul className="only-for-screen-readers">
      {edges.map(({ to, relation, text }) => (
        <li key={to + relation}>{t(`outcome.debate.edge.${relation}`, { text })}</li>
      ))}
    </ul>
  );
}

function Check({ claim: { content } }: { claim: ItemOf<"claim"> }) {
  const { t } = useTranslation();
  const { items } = useOutcomeScreen();
  const { check } = content;
  if (check === null) return null;
  const source = itemsOf(items, "source").find(({ id }) => id === check.sourceId);
  const values = { checker: source?.content.checker ?? "", title: source?.content.title ?? "" };
  return (
    <div className={map.check} data-verdict={check.verdict}>
      <p>
        <strong>{t(`outcome.debate.verdicts.${check.verdict}`)}</strong>{" "}
        {source && t("outcome.debate.checkedBy", values)}
      </p>
      <blockquote dir="auto">{check.quote}</blockquote>
    </div>
  );
}
