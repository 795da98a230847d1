import { useTranslation } from "react-i18next";
import type { OutcomeItem } from "../../../schema/messages/outcome.ts";
import { useOutcomeScreen } from "./outcome-context.ts";
import style from "./outcome.module.css";

/** Who said it, and a link to each turn. */
export function TurnLinks({ item: { turnIds, speakers } }: { item: Pick<OutcomeItem, "turnIds" | "speakers"> }) {
  const { t, i18n } = useTranslation();
  const { showTurn, speakerOf } = useOutcomeScreen();
  if (turnIds.length === 0) return null;
  const names = new Intl.ListFormat(i18n.language).format(speakers.map(({ name }) => name));
  const labelOf = (turnId: string, index: number) =>
    t("outcome.toTurn", { name: speakerOf(turnId) ?? names, index: index + 1, count: turnIds.length });
  const [only] = turnIds;
  if (only !== undefined && turnIds.length === 1)
    return (
      <button
        type="button"
        className={style.turnLink}
        aria-label={t("outcome.toOnlyTurn", { name: names })}
        onClick={() => showTurn(only)}
      >
        <bdi>{names}</bdi>
      </button>
    );
  return (
    <span className={style.turnLinks}>
      <bdi>{names}</bdi>
      {turnIds.map((turnId, index) => (
        <button
          key={turnId}
          type="button"
          className={style.turnLink}
          aria-label={labelOf(turnId, index)}
          title={labelOf(turnId, index)}
          onClick={() => showTurn(turnId)}
        >
          {index + 1}
        </button>
      ))}
    </span>
  );
}
