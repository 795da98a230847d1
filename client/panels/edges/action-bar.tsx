import CircleHelp from "lucide-react/icons/circle-question-mark";
import CirclePlus from "lucide-react/icons/circle-plus";
import LogOut from "lucide-react/icons/log-out";
import MapIcon from "lucide-react/icons/map";
import MessageCircle from "lucide-react/icons/message-circle";
import Presentation from "lucide-react/icons/presentation";
import TextIcon from "lucide-react/icons/text-align-start";
import Users from "lucide-react/icons/users";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { tryIntent } from "../../state/intents.ts";
import { usePlace } from "../../state/place-store.ts";
import { linkToPage } from "../../state/read-link.ts";
import { useIsFacilitator } from "../../state/rights.ts";
import {
  isConversationSeen,
  openDialog,
  toggleConversation,
  toggleDrawer,
  toggleTextView,
  useScreen,
} from "../../state/screen.ts";
import { IconButton } from "../parts/button.tsx";
import { useCoveredWorld } from "../parts/use-covered-world.ts";
import { CameraChoice } from "./camera-choice.tsx";
import { GestureMenu } from "./gesture-menu.tsx";
import style from "./edges.module.css";

export function ActionBar() {
  const { t } = useTranslation();
  const isVisitor = usePlace((view) => view.role === "visitor");
  const isInCircle = usePlace((view) => Boolean(view.avatars[view.myId]?.circleId));
  const hasConversation = useScreen(isConversationSeen);
  const isFacilitator = useIsFacilitator();
  const drawer = useScreen((screen) => screen.drawer);
  const bar = useRef<HTMLDivElement>(null);
  useCoveredWorld(bar);
  return (
    <div ref={bar} className={style.bar}>
      <div className={style.actions} role="toolbar" aria-label={t("actions.label")}>
        <IconButton
          isNamed
          label={t("people.title")}
          shortcut="P"
          aria-expanded={drawer !== null}
          onClick={() => toggleDrawer("people")}
        >
          <Users />
        </IconButton>
        {isVisitor && !isInCircle && (
          <IconButton isNamed label={t("openCircle.title")} onClick={() => openDialog({ kind: "open-circle" })}>
            <CirclePlus />
          </IconButton>
        )}
        {isInCircle && (
          <IconButton isNamed label={t("circle.leave")} onClick={() => void tryIntent("leave-circle", {})}>
            <LogOut />
          </IconButton>
        )}
        {isVisitor ? <GestureMenu /> : <CameraChoice />}
        <IconButton
          isNamed
          label={t("conversation.title")}
          shortcut="Enter"
          aria-expanded={hasConversation}
          onClick={toggleConversation}
        >
          <MessageCircle />
        </IconButton>
        {isFacilitator && (
          <IconButton isNamed label={t("pages.sessions")} onClick={() => void (location.hash = linkToPage("sessions"))}>
            <Presentation />
          </IconButton>
        )}
        <IconButton isNamed label={t("map.title")} shortcut="M" onClick={() => openDialog({ kind: "map" })}>
          <MapIcon />
        </IconButton>
        <IconButton isNamed label={t("textView.title")} shortcut="T" onClick={toggleTextView}>
          <TextIcon />
        </IconButton>
        <IconButton isNamed label={t("keys.title")} shortcut="?" onClick={() => openDialog({ kind: "keys" })}>
          <CircleHelp />
        </IconButton>
      </div>
    </div>
  );
}
