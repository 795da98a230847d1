import Check from "lucide-react/icons/check";
import Download from "lucide-react/icons/download";
import X from "lucide-react/icons/x";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { problemText } from "../../../words/problem-text.ts";
import { Button } from "../../parts/button.tsx";
import { AddItem } from "../add-item.tsx";
import { ItemCard } from "../item-card.tsx";
import { itemsOf, type ItemOf } from "../items-of.ts";
import { useOutcomeScreen } from "../outcome-context.ts";
import style from "../outcome.module.css";
import { markChanges } from "./mark-changes.ts";
import { RevisionList } from "./revision-list.tsx";
import { saveRefinedText } from "./save-refined-text.ts";
import refinement from "./refinement.module.css";

/** A text with tracked changes, which people accept or refuse (SPEC C2). */
export function RefinedText() {
  const { t } = useTranslation();
  const { items } = useOutcomeScreen();
  const [document] = itemsOf(items, "document");
  const changes = itemsOf(items, "change");
  if (!document)
    return (
      <section className={style.section}>
        <p className={style.note}>{t("outcome.refinement.none")}</p>
        <AddItem type="document" />
      </section>
    );
  const open = changes.filter(({ state }) => state === "open");
  const decided = changes.filter(({ state }) => state !== "open");
  return (
    <>
      <ItemCard item={document}>
        <h3>{t("outcome.refinement.version", { count: document.revision ?? 1 })}</h3>
        <MarkedText text={document.content.text} changes={open} />
        <SaveButton />
      </ItemCard>
      {(document.revision ?? 1) > 1 && <RevisionList present={document.revision ?? 1} />}
      {open.length > 0 && (
        <section className={style.section}>
          <h3>{t("outcome.refinement.open", { count: open.length })}</h3>
          {open.map((change) => (
            <OpenChange key={change.id} change={change} text={document.content.text} />
          ))}
        </section>
      )}
      {decided.length > 0 && (
        <details className={style.section}>
          <summary>{t("outcome.refinement.decided", { count: decided.length })}</summary>
          {decided.map((change) => (
            <ItemCard key={change.id} item={change}>
              <p>
                <strong>{t(`outcome.refinement.states.${change.state ?? "open"}`)}</strong>{" "}
                <bdi>{change.content.inserted}</bdi>
              </p>
              <p dir="auto">{change.content.text}</p>
            </ItemCard>
          ))}
        </details>
      )}
    </>
  );
}

function SaveButton() {
  const { t } = useTranslation();
  const { circleId, topic } = useOutcomeScreen();
  const [problem, setProblem] = useState<string | null>(null);
  const save = () => saveRefinedText(circleId, topic).catch((error: unknown) => setProblem(problemText(error, t)));
  return (
    <div>
      <Button onClick={() => void save()}>
        <Download aria-hidden /> {t("outcome.refinement.save")}
      </Button>
      {problem !== null && (
        <p className={style.problem} role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

type MarkedProps = { text: string; changes: ItemOf<"change">[] };

function MarkedText({ text, changes }: MarkedProps) {
  return (
    <p className={`${style.long} ${refinement.text}`} dir="auto">
      {markChanges(text, changes).map((stretch, index) =>
        stretch.change === null ? (
          stretch.text
        ) : (
          <span key={index}>
            {stretch.text !== "" && <del>{stretch.text}</del>}
            {stretch.change.content.inserted !== "" && <ins>{stretch.change.content.inserted}</ins>}
          </span>
        ),
      )}
    </p>
  );
}

function OpenChange({ change, text }: { change: ItemOf<"change">; text: string }) {
  const { t } = useTranslation();
  const screen = useOutcomeScreen();
  const [problem, setProblem] = useState<string | null>(null);
  const [isDeciding, setDeciding] = useState(false);
  const { start, end, inserted, text: why } = change.content;
  const decide = (state: "accepted" | "refused") => {
    setDeciding(true);
    screen
      .change({ type: "decide", item: change, state })
      .catch((error: unknown) => setProblem(problemText(error, t)))
      .finally(() => setDeciding(false));
  };
  const removed = text.slice(start, end);
  return (
    <ItemCard
      item={change}
      actions={
        <>
          <Button disabled={isDeciding} onClick={() => decide("accepted")}>
            <Check aria-hidden /> {t("outcome.refinement.accept")}
          </Button>
          <Button disabled={isDeciding} onClick={() => decide("refused")}>
            <X aria-hidden /> {t("outcome.refinement.refuse")}
          </Button>
        </>
      }
    >
      <p className={refinement.text} dir="auto">
        {removed !== "" && <del>{removed}</del>} {inserted !== "" && <ins>{inserted}</ins>}
      </p>
      {why !== "" && <p dir="auto">{why}</p>}
      {problem !== null && (
        <p className={style.problem} role="alert">
          {problem}
        </p>
      )}
    </ItemCard>
  );
}
