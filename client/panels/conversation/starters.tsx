import { useTranslation } from "react-i18next";
import { suggestStarters } from "../../../schema/rules/suggest-starters.ts";
import { keepDraft } from "../../state/message-drafts.ts";
import { usePlace } from "../../state/place-store.ts";
import { Button } from "../parts/button.tsx";
import { Empty } from "../parts/states.tsx";
import { COMPOSER_ID } from "./composer-id.ts";
import style from "./conversation.module.css";

/** Three first sentences that fit the kind and the topic, for the hardest moment: an empty circle (SPEC C2). */
export function Starters({ circleId, canSpeak }: { circleId: string; canSpeak: boolean }) {
  const { t } = useTranslation();
  const isAlone = usePlace((view) => (view.circles[circleId]?.members.length ?? 0) < 2);
  const circle = usePlace((view) => view.circles[circleId]);
  if (!canSpeak) return <Empty title={t("conversation.silent")}>{t("conversation.silentText")}</Empty>;
  return (
    <Empty
      title={t("conversation.begin")}
      actions={suggestStarters(circle?.kind ?? "chat", circle?.topic ?? "", circle?.language ?? "en").map((starter) => (
        <Button
          key={starter}
          className={style.starter}
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
