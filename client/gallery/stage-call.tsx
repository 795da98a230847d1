import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { SessionSeat } from "../../schema/messages/session-seat.ts";
import { Button } from "../panels/parts/button.tsx";
import { useAccount } from "../state/account.ts";
import { callApi } from "../state/call-api.ts";
import { useGalleries } from "../state/gallery.ts";
import { usePlace } from "../state/place-store.ts";
import { visitPlace } from "../state/visit.ts";
import style from "./gallery.module.css";

/** Whoever asked a question may be brought on stage: then they need a body, and are seated. */
export function StageCall({ circleId }: { circleId: string }) {
  const { t } = useTranslation();
  const connection = usePlace((view) => view.connection);
  const myId = useAccount(({ account }) => account?.user.id);
  const hasAsked = useGalleries(
    ({ byCircle }) => byCircle[circleId]?.questions.some(({ askerId }) => askerId === myId) === true,
  );
  const [placeId, setPlaceId] = useState<string | null>(null);
  useEffect(() => {
    if (!hasAsked) return;
    return connection?.on("session-changed", ({ sessionId }) => {
      callApi(`sessions/${encodeURIComponent(sessionId)}/seat`, { read: (answer) => SessionSeat.parse(answer) }).then(
        (seat) => {
          if (seat.circleId !== circleId) return;
          const isOnStage = seat.onStageUntil !== null && Date.parse(seat.onStageUntil) > Date.now();
          setPlaceId(isOnStage ? seat.placeId : null);
        },
        // Asked again at the next change.
        () => undefined,
      );
    });
  }, [connection, hasAsked, circleId]);
  if (placeId === null) return null;
  return (
    <div className={style.call} role="alert">
      <p>{t("gallery.onStage")}</p>
      <Button look="primary" onClick={() => void visitPlace(placeId, "visitor")}>
        {t("gallery.goOnStage")}
      </Button>
    </div>
  );
}
