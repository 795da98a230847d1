import { useTranslation } from "react-i18next";
import type { SessionSeat } from "../../../schema/messages/session-seat.ts";
import { CheerBar } from "../../gallery/cheer-bar.tsx";
import { StageCall } from "../../gallery/stage-call.tsx";
import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import { followCircle } from "../../state/follow-circle.ts";
import { tryIntent } from "../../state/intents.ts";
import { usePlace } from "../../state/place-store.ts";
import { watchCircle } from "../../state/watch-circle.ts";
import { Button } from "../parts/button.tsx";
import style from "./conversation.module.css";

type WatchingProps = {
  circle: CircleSnapshot;
  isFollowing: boolean;
  /** One's own in the circle's session. */
  seat: SessionSeat | undefined;
};

/** Replaces the composer for people who listen but do not sit in the circle. */
export function Watching({ circle, isFollowing, seat }: WatchingProps) {
  const { t } = useTranslation();
  const isVisitor = usePlace((view) => view.role === "visitor");
  return (
    <>
      {isFollowing && seat && <StageCall circleId={circle.id} seat={seat} />}
      {isFollowing && <CheerBar circleId={circle.id} />}
      <div className={style.watching}>
        <p>{isFollowing ? t("conversation.following") : t("conversation.hearing")}</p>
        {isVisitor && <ComeCloser circle={circle} seat={seat} />}
        {isFollowing && <Button onClick={() => followCircle(null)}>{t("circle.unfollow")}</Button>}
      </div>
    </>
  );
}

/** Those who only watch a session have no seat in its circle, and a body after their time on stage. */
function ComeCloser({ circle, seat }: Pick<WatchingProps, "circle" | "seat">) {
  const { t } = useTranslation();
  return seat?.role === "spectator" || seat?.role === "observer" ? (
    <Button look="primary" onClick={() => void watchCircle(seat.placeId, circle.id)}>
      {t("gallery.watchAgain")}
    </Button>
  ) : (
    <Button look="primary" onClick={() => void tryIntent("join-circle", { circleId: circle.id })}>
      {t("circle.join")}
    </Button>
  );
}
