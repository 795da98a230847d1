import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import { useTranslation } from "react-i18next";
import { watchBy } from "../../state/follow-circle.ts";
import { usePlace, WATCH_MODES } from "../../state/place-store.ts";
import style from "./edges.module.css";

/** What a spectator's camera looks at (SPEC W11). */
export function CameraChoice() {
  const { t } = useTranslation();
  const watching = usePlace((view) => view.watching);
  return (
    <ToggleGroup
      className={style.cameras}
      aria-label={t("camera.label")}
      value={[watching]}
      onValueChange={([value]) => {
        const mode = WATCH_MODES.find((known) => known === value);
        if (mode) watchBy(mode);
      }}
    >
      {WATCH_MODES.map((mode) => (
        <Toggle key={mode} value={mode} className={style.camera}>
          {t(`camera.${mode}`)}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
