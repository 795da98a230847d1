import Hand from "lucide-react/icons/hand";
import { useRef, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/react/shallow";
import { tryIntent } from "../../../state/intents.ts";
import { usePlace } from "../../../state/place-store.ts";
import { Button } from "../../parts/button.tsx";
import { useFocusHeir } from "../../parts/use-focus-heir.ts";
import style from "./debate.module.css";
import { useMayLetSpeak } from "./use-may-let-speak.ts";
import type { CircleSnapshot } from "../../../net/place-snapshot.ts";

type WaitForPartProps = {
  circle: CircleSnapshot;
  /** Has the focus once it is my part. */
  message: RefObject<HTMLElement | null>;
};

/** Why I cannot speak now, and what I can do: raise my hand, or speak all the same where I lead the debate. */
export function WaitForPart({ circle, message }: WaitForPartProps) {
  const { t } = useTranslation();
  const { myId, isRaised } = usePlace(
    useShallow(({ myId, avatars }) => ({ myId, isRaised: avatars[myId]?.gesture === "raise-hand" })),
  );
  const mayLetSpeak = useMayLetSpeak(circle);
  const row = useRef<HTMLParagraphElement>(null);
  useFocusHeir(row, message);
  return (
    <p className={style.wait} role="status" ref={row}>
      {t("debate.notMyPart")}{" "}
      {mayLetSpeak ? (
        <Button onClick={() => void tryIntent("steer", { circleId: circle.id, action: "let-speak", personId: myId })}>
          {t("debate.speakNow")}
        </Button>
      ) : (
        <Button onClick={() => void tryIntent("raise-hand", { raised: !isRaised })}>
          <Hand aria-hidden /> {t(isRaised ? "debate.lowerHand" : "debate.raiseHand")}
        </Button>
      )}
    </p>
  );
}
