import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import CircleStop from "lucide-react/icons/circle-stop";
import Pause from "lucide-react/icons/pause";
import Play from "lucide-react/icons/play";
import SkipForward from "lucide-react/icons/skip-forward";
import { useTranslation } from "react-i18next";
import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import { tryIntent } from "../../state/intents.ts";
import { useScreen } from "../../state/screen.ts";
import { IconButton } from "../parts/button.tsx";
import style from "./conversation.module.css";

const MODES = ["auto", "manual"] as const;

/** Steers the talk: automatic at a chosen speed, or manual with a draft to approve each time. */
export function SteerBar({ circle }: { circle: CircleSnapshot }) {
  const { t } = useTranslation();
  const circleId = circle.id;
  const isPaused = circle.status === "paused";
  return (
    <div className={style.steer} role="toolbar" aria-label={t("steer.label")}>
      <ToggleGroup
        className={style.modes}
        aria-label={t("steer.mode")}
        value={[circle.mode]}
        onValueChange={([mode]) => {
          const chosen = MODES.find((known) => known === mode);
          if (!chosen) return;
          void tryIntent("steer", { circleId, action: "set-mode", mode: chosen });
          // On a phone a draft needs the whole sheet.
          if (chosen === "manual") useScreen.setState({ sheet: "full" });
        }}
      >
        {MODES.map((mode) => (
          <Toggle key={mode} value={mode} className={style.mode} title={t(`steer.${mode}Text`)}>
            {t(`steer.${mode}`)}
          </Toggle>
        ))}
      </ToggleGroup>
      {circle.mode === "auto" && (
        <label className={style.speed} title={t("steer.speedText")}>
          <span>{t("steer.speed")}</span>
          <input
            type="range"
            min={1}
            max={10}
            aria-label={t("steer.speed")}
            value={circle.speed}
            onChange={(event) =>
              void tryIntent("steer", { circleId, action: "set-speed", speed: event.target.valueAsNumber })
            }
          />
          <output>{circle.speed}</output>
        </label>
      )}
      <span className={style.gap} />
      <IconButton
        label={isPaused ? t("steer.resume") : t("steer.pause")}
        onClick={() => void tryIntent("steer", { circleId, action: isPaused ? "resume" : "pause" })}
      >
        {isPaused ? <Play /> : <Pause />}
      </IconButton>
      <IconButton label={t("steer.next")} onClick={() => void tryIntent("steer", { circleId, action: "next" })}>
        <SkipForward />
      </IconButton>
      <IconButton label={t("steer.stop")} onClick={() => void tryIntent("steer", { circleId, action: "stop" })}>
        <CircleStop />
      </IconButton>
    </div>
  );
}
