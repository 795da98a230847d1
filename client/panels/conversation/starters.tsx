import { useTranslation } from "react-i18next";
import { keepDraft } from "../../state/message-drafts.ts";
import { usePlace } from "../../state/place-store.ts";
import { Button } from "../parts/button.tsx";
import { Empty } from "../parts/states.tsx";
import { COMPOSER_ID } from "./composer-id.ts";

/** Three first sentences that fit any topic, for the hardest moment: an empty circle. */
export function Starters({ circleId, canSpeak }: { circleId: string; canSpeak: boolean }) {
  const { t } = useTranslation();
  const isAlone = usePlace((view) => (view.circles[circleId]?.members.length ?? 0) < 2);
  if (!canSpeak) return <Empty title={t("conversation.silent")}>{t("conversation.silentText")}</Empty>;
  const starters = [t("starters.what"), t("starters.story"), t("starters.disagree")];
  return (
    <Empty
      title={t("conversation.begin")}
      actions={starters.map((starter) => (
        <Button
          key={starter}
          onClick={() => {
            keepDraft(circleId, starter);
            document.getElementById(COMPOSER_ID)?.focus();
          }}
        >
          {starter}
        </Button>
      ))}
    >
      {isAlone ? t("conversation.alone") : t("conversation.beginText")}
    </Empty>
  );
}
