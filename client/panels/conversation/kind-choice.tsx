import { useTranslation } from "react-i18next";
import { CircleKind } from "../../../schema/messages/room-messages.ts";
import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import { tryIntent } from "../../state/intents.ts";
import style from "./conversation.module.css";

/** Changes the kind of a conversation while it goes on (SPEC C2). */
export function KindChoice({ circle: { id: circleId, kind } }: { circle: CircleSnapshot }) {
  const { t } = useTranslation();
  return (
    <select
      className={style.kind}
      aria-label={t("circle.kind")}
      title={t(`kindTexts.${kind}`)}
      value={kind}
      onChange={({ target }) =>
        void tryIntent("steer", { circleId, action: "set-kind", kind: CircleKind.parse(target.value) })
      }
    >
      {CircleKind.options.map((each) => (
        <option key={each} value={each}>
          {t(`kinds.${each}`)}
        </option>
      ))}
    </select>
  );
}
