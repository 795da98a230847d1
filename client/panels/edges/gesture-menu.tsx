import { Menu } from "@base-ui/react/menu";
import Hand from "lucide-react/icons/hand";
import { useTranslation } from "react-i18next";
import type { GESTURES } from "../../../schema/messages/room-messages.ts";
import { sendIntent } from "../../state/intents.ts";
import { IconButton } from "../parts/button.tsx";
import style from "./edges.module.css";

/** Gestures that people choose; the others ("think", "point") are automatic. */
const OFFERED = ["wave", "nod", "shake", "clap", "bow", "raise-hand"] as const satisfies (typeof GESTURES)[number][];

export function GestureMenu() {
  const { t } = useTranslation();
  return (
    <Menu.Root>
      <Menu.Trigger
        render={
          <IconButton isNamed label={t("gestures.title")}>
            <Hand />
          </IconButton>
        }
      />
      <Menu.Portal>
        <Menu.Positioner side="top" sideOffset={10} className={style.menuPosition}>
          <Menu.Popup className={style.menu}>
            {OFFERED.map((gesture) => (
              <Menu.Item key={gesture} className={style.menuItem} onClick={() => sendIntent("gesture", { gesture })}>
                {t(`gestures.${gesture}`)}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
