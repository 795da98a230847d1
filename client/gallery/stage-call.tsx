import { useTranslation } from "react-i18next";
import type { SessionSeat } from "../../schema/messages/session-seat.ts";
import { Button } from "../panels/parts/button.tsx";
import { useAccount } from "../state/account.ts";
import { useGalleries } from "../state/gallery.ts";
import { linkToPage } from "../state/read-link.ts";
import { visitPlace } from "../state/visit.ts";
import style from "./gallery.module.css";
import { useStageMs } from "./use-stage-ms.ts";

/**
 * Whoever asked a question may be brought on stage: then they need a body, and are seated. Before that they have to agree
 * to the session's form, on its page.
 */
export function StageCall({ circleId, seat }: { circleId: string; seat: SessionSeat }) {
  const { t } = useTranslation();
  const myId = useAccount(({ account }) => account?.user.id);
  const hasAsked = useGalleries(
    ({ byCircle }) => byCircle[circleId]?.questions.some(({ askerId }) => askerId === myId) === true,
  );
  const isCalled = useStageMs(seat) > 0;
  if (isCalled)
    return (
      <div className={style.call} role="alert">
        <p>{t("gallery.onStage")}</p>
        <Button look="primary" onClick={() => void visitPlace(seat.placeId, "visitor")}>
          {t("gallery.goOnStage")}
        </Button>
      </div>
    );
  if (!hasAsked || !seat.needsConsent) return null;
  return (
    <div className={style.call}>
      <p>{t("gallery.agreeFirst")}</p>
      <a href={linkToPage("sessions", seat.id)}>{t("gallery.readForm")}</a>
    </div>
  );
}
