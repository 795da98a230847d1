import Archive from "lucide-react/icons/archive";
import ArchiveRestore from "lucide-react/icons/archive-restore";
import Play from "lucide-react/icons/play";
import { useTranslation } from "react-i18next";
import type { Conversation } from "../../../schema/messages/conversation.ts";
import { tryIntent } from "../../state/intents.ts";
import { usePlace } from "../../state/place-store.ts";
import { linkToCircle, linkToReplay } from "../../state/read-link.ts";
import { closePage, showConversation } from "../../state/screen.ts";
import { problemText } from "../../words/problem-text.ts";
import { Button } from "../parts/button.tsx";
import parts from "../parts/parts.module.css";
import { useSetOfConversation } from "./history-api.ts";
import style from "./history.module.css";
import { SaveConversation } from "./save-conversation.tsx";

/** What one does with a past conversation: go back into it, or begin it anew; archive it, save it (SPEC C8). */
export function ConversationTools({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { circleId, title, topic, placeId, endedAt, isArchived } = conversation;
  const set = useSetOfConversation(circleId);
  return (
    <>
      <div className={style.tools}>
        {endedAt === null ? (
          <a className={parts.button} href={linkToCircle(placeId, circleId)}>
            {t("history.join")}
          </a>
        ) : (
          <Reopen conversation={conversation} />
        )}
        <a className={parts.button} href={linkToReplay(circleId, null)}>
          <Play aria-hidden /> {t("history.replay")}
        </a>
        <Button disabled={set.isPending} onClick={() => set.mutate(["archived", { isArchived: !isArchived }])}>
          {isArchived ? <ArchiveRestore aria-hidden /> : <Archive aria-hidden />}{" "}
          {t(isArchived ? "history.unarchive" : "history.archive")}
        </Button>
        <SaveConversation circleId={circleId} title={title || topic} />
      </div>
      {set.isError && (
        <p className={parts.problem} role="alert">
          {problemText(set.error, t)}
        </p>
      )}
    </>
  );
}

/** A new circle where one stands, with the same personas as far as they are free. */
function Reopen({ conversation: { topic, title, kind, isPrivate, personaIds } }: { conversation: Conversation }) {
  const { t, i18n } = useTranslation();
  const isVisitor = usePlace((view) => view.role === "visitor");
  if (!isVisitor) return null;
  const reopen = async () => {
    const opening = { topic: topic || title, kind, private: isPrivate, language: i18n.language };
    if (!(await tryIntent("open-circle", opening))) return;
    closePage();
    showConversation(true);
    for (const personaId of personaIds) await tryIntent("invite", { personaId });
  };
  return <Button onClick={() => void reopen()}>{t("history.reopen")}</Button>;
}
