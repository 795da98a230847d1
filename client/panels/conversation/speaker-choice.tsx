import { Menu } from "@base-ui/react/menu";
import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/react/shallow";
import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import { tryIntent } from "../../state/intents.ts";
import { usePlace } from "../../state/place-store.ts";
import { Button } from "../parts/button.tsx";
import { MaskChip } from "../parts/mask-chip.tsx";
import style from "./conversation.module.css";

/** Chooses another next speaker by name. */
export function SpeakerChoice({ circle }: { circle: CircleSnapshot }) {
  const { t } = useTranslation();
  const personas = usePlace(
    useShallow(({ avatars }) => circle.members.flatMap((id) => (avatars[id]?.kind === "persona" ? avatars[id] : []))),
  );
  if (personas.length === 0) return null;
  return (
    <Menu.Root>
      <Menu.Trigger render={<Button look="quiet">{t("draft.choose")}</Button>} />
      <Menu.Portal>
        <Menu.Positioner side="top" align="start" sideOffset={6} className={style.menuPosition}>
          <Menu.Popup className={style.names}>
            {personas.map((persona) => (
              <Menu.Item
                key={persona.id}
                className={style.nameItem}
                onClick={() =>
                  void tryIntent("steer", { circleId: circle.id, action: "choose-speaker", speakerId: persona.id })
                }
              >
                <MaskChip look={persona.look} name={persona.name} size={24} />
                <bdi>{persona.name}</bdi>
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
