import { useTranslation } from "react-i18next";
import { CheerBar } from "../../gallery/cheer-bar.tsx";
import { StageCall } from "../../gallery/stage-call.tsx";
import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import { followCircle } from "../../state/follow-circle.ts";
import { tryIntent } from "../../state/intents.ts";
import { usePlace } from "../../state/place-store.ts";
import { Button } from "../parts/button.tsx";
import style from "./conversation.module.css";

/** Replaces the composer for people who listen but do not sit in the circle. */
export function Watching({ circle, isFollowing }: { circle: CircleSnapshot; isFollowing: boolean }) {
  const { t } = useTranslation();
  const isVisitor = usePlace((view) => view.role === "visitor");
  return (
    <>
      {isFollowing && <StageCall circleId={circle.id} />}
      {isFollowing && <CheerBar circleId={circle.id} />}
      <div className={style.watching}>
        <p>{isFollowing ? t("conversation.following") : t("conversation.hearing")}</p>
        {isVisitor && (
          <Button look="primary" onClick={() => void tryIntent("join-circle", { circleId: circle.id })}>
            {t("circle.join")}
          </Button>
        )}
        {isFollowing && <Button onClick={() => followCircle(null)}>{t("circle.unfollow")}</Button>}
      </div>
    </>
  );
}
