import Wifi from "lucide-react/icons/wifi";
import WifiOff from "lucide-react/icons/wifi-off";
import Settings from "lucide-react/icons/settings-2";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../state/place-store.ts";
import { openDialog } from "../../state/screen.ts";
import { CostChip } from "../money/meter/cost-chip.tsx";
import { IconButton } from "../parts/button.tsx";
import style from "./edges.module.css";
import { VoiceChip } from "./voice-chip.tsx";

/** Top right: connection, voice, and money once any is spent. */
export function StatusStrip() {
  const { t } = useTranslation();
  const isConnected = usePlace((view) => view.link.kind === "connected");
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
      <CostChip />
      <IconButton label={t("settings.title")} onClick={() => openDialog({ kind: "settings" })}>
        <Settings />
      </IconButton>
    </div>
  );
}
