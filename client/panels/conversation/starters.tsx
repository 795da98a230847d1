import { useTranslation } from "react-i18next";
import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import { keepDraft } from "../../state/message-drafts.ts";
import { Button } from "../parts/button.tsx";
import { Empty } from "../parts/states.tsx";
import { COMPOSER_ID } from "./composer-id.ts";

/** An empty circle is the hardest moment: three first sentences that fit any topic. */
export function Starters({ circle, canSpeak }: { circle: CircleSnapshot; canSpeak: boolean }) {
  const { t } = useTranslation();
  if (!canSpeak) return <Empty title={t("conversation.silent")}>{t("conversation.silentText")}</Empty>;
  const starters = [t("starters.what"), t("starters.story"), t("starters.disagree")];
  return (
    <Empty
      title={t("conversation.begin")}
      actions={starters.map((starter) => (
        <Button
          key={starter}
          onClick={() => {
            keepDraft(circle.id, starter);
            document.getElementById(COMPOSER_ID)?.focus();
          }}
        >
          {starter}
        </Button>
      ))}
    >
      {circle.members.length < 2 ? t("conversation.alone") : t("conversation.beginText")}
    </Empty>
  );
}
