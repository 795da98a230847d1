import { useTranslation } from "react-i18next";
import { usePlace } from "../../state/place-store.ts";
import { shareOfTalk } from "../conversation/share-of-talk.ts";
import style from "./personas.module.css";

/** The circle this persona sits in, and its share of the talk there. */
export function TalkNow({ personaId }: { personaId: string }) {
  const { t, i18n } = useTranslation();
  const circle = usePlace((view) => view.circles[view.avatars[personaId]?.circleId ?? ""]);
  const turns = usePlace((view) => (circle ? view.transcripts[circle.id]?.endedTurns : undefined));
  if (!circle) return null;
  const own = turns && shareOfTalk(turns).find(({ speakerId }) => speakerId === personaId);
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent" });
  return (
    <p className={style.now}>
      {t("people.inCircle", { topic: circle.topic })}
      {own && ` · ${t("persona.share", { share: percent.format(own.share) })}`}
    </p>
  );
}
