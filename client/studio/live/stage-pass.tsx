import { Menu } from "@base-ui/react/menu";
import Mic from "lucide-react/icons/mic";
import { useTranslation } from "react-i18next";
import { STAGE_PASS_SECONDS, type PersonChange } from "../../../schema/messages/session-seat.ts";
import edges from "../../panels/edges/edges.module.css";
import { IconButton } from "../../panels/parts/button.tsx";

type StagePassProps = { name: string; onSet: (change: PersonChange) => void };

/** Brings a spectator on stage, for one of a few lengths. */
export function StagePass({ name, onSet }: StagePassProps) {
  const { t, i18n } = useTranslation("studio");
  const format = (value: number, unit: "second" | "minute") =>
    new Intl.NumberFormat(i18n.language, { style: "unit", unit, unitDisplay: "long" }).format(value);
  return (
    <Menu.Root>
      <Menu.Trigger
        render={
          <IconButton label={t("people.stage", { name })}>
            <Mic />
          </IconButton>
        }
      />
      <Menu.Portal>
        <Menu.Positioner sideOffset={6} className={edges.menuPosition}>
          <Menu.Popup className={edges.menu}>
            {STAGE_PASS_SECONDS.map((seconds) => (
              <Menu.Item key={seconds} className={edges.menuItem} onClick={() => onSet({ onStageSeconds: seconds })}>
                {seconds < 60 ? format(seconds, "second") : format(seconds / 60, "minute")}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
