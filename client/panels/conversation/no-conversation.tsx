import X from "lucide-react/icons/x";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../state/place-store.ts";
import { openDialog, showConversation, toggleDrawer } from "../../state/screen.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { Empty } from "../parts/states.tsx";
import style from "./conversation.module.css";

export function NoConversation() {
  const { t } = useTranslation();
  const isVisitor = usePlace((view) => view.role === "visitor");
  return (
    <div className={style.none}>
      <IconButton className={style.hide} label={t("conversation.hide")} onClick={() => showConversation(false)}>
        <X />
      </IconButton>
      {isVisitor ? (
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
