import Link2 from "lucide-react/icons/link-2";
import Lock from "lucide-react/icons/lock";
import LogOut from "lucide-react/icons/log-out";
import UserPlus from "lucide-react/icons/user-plus";
import X from "lucide-react/icons/x";
import { lazy } from "react";
import { useTranslation } from "react-i18next";
import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import { tryIntent } from "../../state/intents.ts";
import { usePlace } from "../../state/place-store.ts";
import { linkToCircle } from "../../state/read-link.ts";
import { openDialog, showConversation } from "../../state/screen.ts";
import { Part } from "../overlays/part.tsx";
import { IconButton } from "../parts/button.tsx";
import { loadPageWords } from "../../words/start-words.ts";
import { readMessage } from "../../words/message-text.ts";
import { KindChoice } from "./kind-choice.tsx";
import { copyLink } from "./copy-link.ts";
import { useMayLeadDebate } from "./debate/use-may-lead-debate.ts";
import style from "./conversation.module.css";
import { SteerBar } from "./steer-bar.tsx";

const DebateBar = lazy(async () => {
  const [bar] = await Promise.all([import("./debate/debate-bar.tsx"), loadPageWords()]);
  return { default: bar.DebateBar };
});

type ConversationHeaderProps = {
  circle: CircleSnapshot;
  /** Of the session that it belongs to. */
  title: string | undefined;
  isMember: boolean;
  /** In a session only its facilitators steer, and invite. */
  maySteer: boolean;
  /** Whether they are a facilitator, of the session or of the workspace. */
  isFacilitator: boolean;
};

export function ConversationHeader({ circle, title, isMember, maySteer, isFacilitator }: ConversationHeaderProps) {
  const { t } = useTranslation();
  const mayLead = useMayLeadDebate(circle, isFacilitator) && maySteer;
  const placeId = usePlace((view) => view.place?.id ?? "");
  return (
    <header className={style.header}>
      <div className={style.headline}>
        <h2 dir="auto">{title ?? circle.topic}</h2>
        {maySteer && (
          <IconButton label={t("invite.title")} onClick={() => openDialog({ kind: "invite", circleId: circle.id })}>
            <UserPlus />
          </IconButton>
        )}
        <IconButton
          label={t("circle.copyLink")}
          onClick={() => void copyLink(linkToCircle(placeId, circle.id), t("circle.linkCopied"))}
        >
          <Link2 />
        </IconButton>
        {isMember && (
          <IconButton label={t("circle.leave")} onClick={() => void tryIntent("leave-circle", {})}>
            <LogOut />
          </IconButton>
        )}
        <IconButton className={style.hide} label={t("conversation.hide")} onClick={() => showConversation(false)}>
          <X />
        </IconButton>
      </div>
      <p className={style.about}>
        {circle.isPrivate && <Lock size={13} aria-label={t("circle.private")} />}
        {mayLead ? <KindChoice circle={circle} /> : t(`kinds.${circle.kind}`)} ·{" "}
        {t("count.members", { count: circle.members.length })} · {t(`circle.status.${circle.status}`)}
      </p>
      {maySteer && <SteerBar circle={circle} />}
      {circle.kind === "debate" && (
        <Part>
          <DebateBar circle={circle} mayLead={mayLead} />
        </Part>
      )}
      {circle.pausedMessage && <p className={style.pausedWhy}>{readMessage(circle.pausedMessage)}</p>}
    </header>
  );
}
