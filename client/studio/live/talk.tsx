import { useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Session } from "../../../schema/messages/session.ts";
import { Composer } from "../../panels/conversation/composer.tsx";
import { DraftCard } from "../../panels/conversation/draft-card.tsx";
import { TranscriptList } from "../../panels/conversation/transcript-list.tsx";
import { Button } from "../../panels/parts/button.tsx";
import { usePlace } from "../../state/place-store.ts";
import type { Turn } from "../../state/transcript.ts";
import studio from "../studio.module.css";
import { Floor } from "./floor.tsx";
import style from "./live.module.css";
import { STUDIO_MESSAGE_ID } from "./studio-action.ts";
import type { Studio } from "./use-studio.ts";

/** The floor and the transcript, the next speaker's draft and what one writes. */
export function Talk({ session, studio: { mute, action, editButton } }: { session: Session; studio: Studio }) {
  const { t } = useTranslation("studio");
  const circle = usePlace(({ circles }) => circles[session.circleId ?? ""]);
  const isSeated = usePlace(({ myId }) => circle?.members.includes(myId) === true);
  const [replyTo, setReplyTo] = useState<Turn | null>(null);
  const onReplyDone = useCallback(() => setReplyTo(null), []);
  const [ask, another, edit, speak] = ["turn", "another", "edit-draft", "send-draft"].map((id) => action(id).keys);
  const sit = action("sit");
  if (!circle) return <p className={`${studio.soft} ${style.talk}`}>{t("live.noCircle")}</p>;
  return (
    <div className={style.talk}>
      <Floor circle={circle} session={session} onMute={mute} />
      <div className={style.transcript}>
        {circle.mode === "manual" && (
          <DraftCard circle={circle} editButton={editButton} keys={{ ask, another, edit, speak }} />
        )}
        <TranscriptList
          circleId={circle.id}
          language={session.plan.language}
          query=""
          onReply={isSeated ? setReplyTo : null}
        />
        {isSeated ? (
          <Composer circleId={circle.id} id={STUDIO_MESSAGE_ID} replyTo={replyTo} onReplyDone={onReplyDone} />
        ) : (
          <Button shortcut={sit.keys} onClick={sit.run}>
            {t("live.sit")}
          </Button>
        )}
      </div>
    </div>
  );
}
