import { Toggle } from "@base-ui/react/toggle";
import { ToggleGroup } from "@base-ui/react/toggle-group";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../state/place-store.ts";
import style from "./edges.module.css";

const MODES = ["free", "stage", "speaker"] as const;

/** What a spectator's camera looks at (SPEC W11). */
export function CameraChoice() {
  const { t } = useTranslation();
  const world = usePlace((view) => view.world);
  const [chosen, setChosen] = useState<(typeof MODES)[number]>("free");
  return (
    <ToggleGroup
      className={style.cameras}
      aria-label={t("camera.label")}
      value={[chosen]}
      onValueChange={([value]) => {
        const mode = MODES.find((known) => known === value);
        if (!mode) return;
        setChosen(mode);
        world?.setCameraMode(mode);
      }}
    >
      {MODES.map((mode) => (
        <Toggle key={mode} value={mode} className={style.camera}>
          {t(`camera.${mode}`)}
        </Toggle>
      ))}
    </ToggleGroup>
  );
}
