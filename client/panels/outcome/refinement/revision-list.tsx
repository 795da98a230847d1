import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TextRevision } from "../../../../schema/messages/outcome.ts";
import { Button } from "../../parts/button.tsx";
import { Loading, Problem } from "../../parts/states.tsx";
import { TimeAgo } from "../../parts/time-ago.tsx";
import { itemsOf } from "../items-of.ts";
import { useRevisions, useRevisionText } from "../outcome-api.ts";
import { useOutcomeScreen } from "../outcome-context.ts";
import style from "../outcome.module.css";
import refinement from "./refinement.module.css";

/** Earlier versions of the text: who made each and by which change, and what it said (SPEC C2). */
export function RevisionList({ present }: { present: number }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={style.section} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{t("outcome.refinement.earlier")}</summary>
      {isOpen && <Revisions present={present} />}
    </details>
  );
}

function Revisions({ present }: { present: number }) {
  const { circleId } = useOutcomeScreen();
  const revisions = useRevisions(circleId, present);
  const [read, setRead] = useState<number | null>(null);
  if (revisions.isPending) return <Loading />;
  if (revisions.isError) return <Problem error={revisions.error} onRetry={() => void revisions.refetch()} />;
  return (
    <ol className={refinement.revisions}>
      {revisions.data.map((revision) => (
        <Revision
          key={revision.revision}
          revision={revision}
          isPresent={revision.revision === present}
          isRead={revision.revision === read}
          onRead={setRead}
        />
      ))}
    </ol>
  );
}

type RevisionProps = {
  revision: TextRevision;
  isPresent: boolean;
  isRead: boolean;
  onRead: (revision: number | null) => void;
};

function Revision({ revision: { revision, at, by, changeId }, isPresent, isRead, onRead }: RevisionProps) {
  const { t } = useTranslation();
  const { items } = useOutcomeScreen();
  const change = itemsOf(items, "change").find(({ id }) => id === changeId);
  const made = changeId === null ? (revision === 1 ? "wrote" : "rewrote") : "accepted";
  return (
    <li>
      <p dir="auto">
        {t(`outcome.refinement.made.${made}`, { name: by.name, count: revision })}{" "}
        <TimeAgo at={at} className={style.note} />
      </p>
      {change && (
        <p dir="auto">
          {change.content.inserted !== "" && <ins>{change.content.inserted}</ins>} {change.content.text}
        </p>
      )}
      {!isPresent && (
        <Button look="quiet" aria-expanded={isRead} onClick={() => onRead(isRead ? null : revision)}>
          {t(isRead ? "outcome.refinement.close" : "outcome.refinement.read", { count: revision })}
        </Button>
      )}
      {isRead && <RevisionText revision={revision} />}
    </li>
  );
}

function RevisionText({ revision }: { revision: number }) {
  const { circleId } = useOutcomeScreen();
  const text = useRevisionText(circleId, revision);
  if (text.isPending) return <Loading />;
  if (text.isError) return <Problem error={text.error} onRetry={() => void text.refetch()} />;
  return (
    <p className={`${style.long} ${style.card}`} dir="auto">
      {text.data}
    </p>
  );
}
