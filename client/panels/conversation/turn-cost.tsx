import { useTranslation } from "react-i18next";
import { useSettings } from "../../session/settings.ts";
import type { Turn } from "../../session/transcript.ts";
import { formatMoney } from "../../words/format-money.ts";
import style from "./conversation.module.css";

/** What a persona's turn cost, for who wants to see it (a setting). */
export function TurnCost({ turn }: { turn: Turn }) {
  const { t, i18n } = useTranslation();
  const isShown = useSettings((settings) => settings.showCosts);
  if (!isShown || turn.voice === "" || turn.status === "speaking") return null;
  const tokens = t("turn.tokens", { input: turn.inputTokens, output: turn.outputTokens });
  return (
    <span className={style.time} title={`${turn.voice} · ${tokens}`}>
      {formatMoney(turn.costNano, i18n.language)}
    </span>
  );
}
