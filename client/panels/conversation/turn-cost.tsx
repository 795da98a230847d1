import { useTranslation } from "react-i18next";
import { useSettings } from "../../state/settings.ts";
import type { Turn } from "../../state/transcript.ts";
import { nameRoute } from "../../words/name-route.ts";
import { Money } from "../money/money.tsx";
import style from "./conversation.module.css";

/** What a persona's turn cost and used, shown if the person's settings say so. */
export function TurnCost({ turn }: { turn: Turn }) {
  const { t, i18n } = useTranslation();
  const isShown = useSettings((settings) => settings.showCosts);
  const isUnused = turn.inputTokens + turn.outputTokens === 0;
  if (!isShown || isUnused || turn.status === "speaking") return null;
  const compact = new Intl.NumberFormat(i18n.language, { notation: "compact" });
  const tokens = { input: compact.format(turn.inputTokens), output: compact.format(turn.outputTokens) };
  return (
    <span className={style.time} title={nameRoute(turn.voice, t)}>
      {turn.costNano === 0 ? t("meter.free") : <Money nano={turn.costNano} />} · {t("turn.tokens", tokens)}
    </span>
  );
}
