import Wifi from "lucide-react/icons/wifi";
import WifiOff from "lucide-react/icons/wifi-off";
import Settings from "lucide-react/icons/settings-2";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../session/place-store.ts";
import { openDialog } from "../../session/screen.ts";
import { formatMoney } from "../../words/format-money.ts";
import { IconButton } from "../parts/button.tsx";
import style from "./edges.module.css";
import { VoiceChip } from "./voice-chip.tsx";

/** Top right: connection, voice, and money once any is spent. */
export function StatusStrip() {
  const { t, i18n } = useTranslation();
  const isConnected = usePlace((view) => view.link.kind === "connected");
  const spentNano = usePlace((view) => Object.values(view.circles).reduce((sum, circle) => sum + circle.costNano, 0));
  const connection = isConnected ? t("status.connected") : t("status.notConnected");
  return (
    <div className={style.chip}>
      <span
        className={style.connection}
        data-bad={!isConnected || undefined}
        role="img"
        aria-label={connection}
        title={connection}
      >
        {isConnected ? <Wifi aria-hidden /> : <WifiOff aria-hidden />}
      </span>
      <VoiceChip />
      {spentNano > 0 && (
        <span className={style.money} title={t("status.spent")}>
          <span className="only-for-screen-readers">{t("status.spent")}</span> {formatMoney(spentNano, i18n.language)}
        </span>
      )}
      <IconButton label={t("settings.title")} onClick={() => openDialog({ kind: "settings" })}>
        <Settings />
      </IconButton>
    </div>
  );
}
