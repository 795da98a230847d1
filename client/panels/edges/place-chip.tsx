import MapPin from "lucide-react/icons/map-pin";
import Users from "lucide-react/icons/users";
import { useTranslation } from "react-i18next";
import { countPresent } from "../../state/count-present.ts";
import { usePlace } from "../../state/place-store.ts";
import { toggleDrawer, useScreen } from "../../state/screen.ts";
import { inPageLanguage } from "../../words/page-language.ts";
import style from "./edges.module.css";

/** Top left: the place's name and how many are here; opens the drawer. */
export function PlaceChip() {
  const { t } = useTranslation();
  const place = usePlace((view) => view.place);
  const people = usePlace((view) => countPresent(view.avatars, "person"));
  const personas = usePlace((view) => countPresent(view.avatars, "persona"));
  const spectators = usePlace((view) => view.spectatorCount);
  const drawer = useScreen((screen) => screen.drawer);
  const here = t("place.here", {
    people: t("count.people", { count: people }),
    personas: t("count.personas", { count: personas }),
  });

  return (
    <nav className={style.chip} aria-label={t("place.label")}>
      <button type="button" aria-expanded={drawer === "places"} onClick={() => toggleDrawer("places")}>
        <MapPin aria-hidden />
        <strong>{place && inPageLanguage(place.title)}</strong>
      </button>
      <button type="button" aria-expanded={drawer === "people"} onClick={() => toggleDrawer("people")}>
        <Users aria-hidden />
        {people} · {personas}
        <span className="only-for-screen-readers">
          {spectators > 0 ? `${here}, ${t("count.spectators", { count: spectators })}` : here}
        </span>
      </button>
    </nav>
  );
}
