import { memo } from "react";
import { useTranslation } from "react-i18next";
import { usePlace } from "../../state/place-store.ts";
import style from "./conversation.module.css";

/** The typing indicator below the transcript. */
export const WhoTypes = memo(function WhoTypes({ circleId }: { circleId: string }) {
  const { t, i18n } = useTranslation();
  const names = usePlace(({ circles, avatars, myId }) =>
    (circles[circleId]?.members ?? [])
      .filter((id) => id !== myId && avatars[id]?.typing)
      .map((id) => avatars[id]?.name)
      .join("\n"),
  );
  const thinking = usePlace(({ circles, avatars }) => {
    const next = avatars[circles[circleId]?.nextSpeakerId ?? ""];
    return next?.activity === "thinking" ? next.name : null;
  });
  if (names !== "") {
    const list = new Intl.ListFormat(i18n.language).format(names.split("\n"));
    return <p className={style.types}>{t("conversation.types", { names: list })}</p>;
  }
  return thinking && <p className={style.types}>{t("conversation.thinks", { name: thinking })}</p>;
});
