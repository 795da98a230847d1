import { useTranslation } from "react-i18next";
import type { SummaryPoint } from "../../../schema/messages/room-messages.ts";
import { usePlace } from "../../state/place-store.ts";
import { showTurn } from "../../state/screen.ts";
import style from "./conversation.module.css";

const NONE: SummaryPoint[] = [];

/** For a latecomer: what was said before, point by point (SPEC C2). */
export function SoFar({ circleId }: { circleId: string }) {
  const { t } = useTranslation();
  const points = usePlace((view) => view.transcripts[circleId]?.summary) ?? NONE;
  if (points.length === 0) return null;
  return (
    <details open className={style.soFar}>
      <summary>{t("conversation.soFar")}</summary>
      <ul tabIndex={0} aria-label={t("conversation.soFar")}>
        {points.map((point) => (
          <Point key={point.text} circleId={circleId} point={point} />
        ))}
      </ul>
    </details>
  );
}

/** Leads to its first turn, if that is among those that are loaded. */
function Point({ circleId, point: { text, turnIds } }: { circleId: string; point: SummaryPoint }) {
  const turnId = usePlace((view) => turnIds.find((id) => view.transcripts[circleId]?.turnIds.includes(id)));
  if (turnId === undefined) return <li dir="auto">{text}</li>;
  return (
    <li>
      <button type="button" dir="auto" onClick={() => showTurn({ circleId, turnId, takesFocus: true })}>
        {text}
      </button>
    </li>
  );
}
