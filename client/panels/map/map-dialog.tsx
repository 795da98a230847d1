import { useTranslation } from "react-i18next";
import type { LocalizedText } from "../../../schema/messages/localized-text.ts";
import { tryIntent } from "../../state/intents.ts";
import { usePlace } from "../../state/place-store.ts";
import { inPageLanguage } from "../../words/page-language.ts";
import { sentenceCase } from "../../words/sentence-case.ts";
import { Button } from "../parts/button.tsx";
import { Modal } from "../parts/modal.tsx";
import { Loading } from "../parts/states.tsx";
import style from "./map.module.css";
import { PlaceMap } from "./place-map.tsx";

/** The place from above, and its destinations as a list of buttons. */
export function MapDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const place = usePlace((view) => view.place);
  const isVisitor = usePlace((view) => view.role === "visitor");
  const nameOf = (point: { title: LocalizedText }) => {
    const title = inPageLanguage(point.title);
    return "toPlaceId" in point ? t("map.portal", { title }) : sentenceCase(title, i18n.language);
  };
  const goTo = async (x: number, z: number) => {
    onClose();
    const { world } = usePlace.getState();
    if (world) world.walkTo(x, z);
    else await tryIntent("move-to", { x, z });
  };
  return (
    <Modal title={t("map.title")} isWide onClose={onClose}>
      {place === null ? (
        <Loading />
      ) : (
        <div className={style.layout}>
          <PlaceMap place={place} onGo={isVisitor ? (x, z) => void goTo(x, z) : null} />
          <nav aria-label={t("map.ways")}>
            <p>{inPageLanguage(place.description)}</p>
            <h3>{t("map.ways")}</h3>
            <ul className={style.ways}>
              {[...place.pointsOfInterest, ...place.portals].map((point) => (
                <li key={point.id}>
                  {isVisitor ? (
                    <Button onClick={() => void goTo(point.x, point.z)}>{nameOf(point)}</Button>
                  ) : (
                    nameOf(point)
                  )}
                </li>
              ))}
            </ul>
          </nav>
        </div>
      )}
    </Modal>
  );
}
