import X from "lucide-react/icons/x";
import { useTranslation } from "react-i18next";
import type { SessionSeat } from "../../../schema/messages/session-seat.ts";
import { useSeat } from "../../state/own-seat.ts";
import { usePlace } from "../../state/place-store.ts";
import { linkToPage } from "../../state/read-link.ts";
import { openDialog, showConversation, toggleDrawer, useScreen } from "../../state/screen.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { linkToConversation } from "../history/history-link.ts";
import parts from "../parts/parts.module.css";
import { Empty } from "../parts/states.tsx";
import style from "./conversation.module.css";

export function NoConversation() {
  const { t } = useTranslation();
  const isVisitor = usePlace((view) => view.role === "visitor");
  const seat = useSeat(useScreen(({ attending }) => attending?.id ?? "")).data;
  return (
    <div className={style.none}>
      <IconButton className={style.hide} label={t("conversation.hide")} onClick={() => showConversation(false)}>
        <X />
      </IconButton>
      {seat?.status === "ended" && seat.attendance === "admitted" ? (
        <AfterSession seat={seat} />
      ) : isVisitor ? (
        <Empty
          title={t("conversation.none")}
          actions={
            <>
              <Button onClick={() => toggleDrawer("people")}>{t("conversation.findSomeone")}</Button>
              <Button look="primary" onClick={() => openDialog({ kind: "open-circle" })}>
                {t("openCircle.title")}
              </Button>
            </>
          }
        >
          {t("conversation.noneText")}
        </Empty>
      ) : (
        <Empty
          title={t("conversation.noneWatched")}
          actions={
            <Button look="primary" onClick={() => toggleDrawer("circles")}>
              {t("conversation.chooseCircle")}
            </Button>
          }
        >
          {t("conversation.noneWatchedText")}
        </Empty>
      )}
    </div>
  );
}

function AfterSession({ seat: { id, title, circleId } }: { seat: SessionSeat }) {
  const { t } = useTranslation();
  return (
    <Empty
      title={t("conversation.sessionOver", { title })}
      actions={
        <>
          {circleId !== null && (
            <a className={parts.button} href={linkToConversation(circleId)}>
              {t("conversation.readAgain")}
            </a>
          )}
          <a className={parts.button} href={linkToPage("sessions", id)}>
            {t("conversation.sessionPage")}
          </a>
        </>
      }
    >
      {t("conversation.sessionOverText")}
    </Empty>
  );
}
