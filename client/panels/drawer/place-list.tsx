import { useTranslation } from "react-i18next";
import { usePlace } from "../../state/place-store.ts";
import { usePlaces } from "../../state/places-api.ts";
import { travelTo } from "../../state/travel-to.ts";
import { inPageLanguage } from "../../words/page-language.ts";
import { Button } from "../parts/button.tsx";
import { Loading, Problem } from "../parts/states.tsx";
import style from "./drawer.module.css";

export function PlaceList() {
  const { t } = useTranslation();
  const hereId = usePlace((view) => view.place?.id);
  const places = usePlaces();
  if (places.isPending) return <Loading />;
  if (places.isError) return <Problem error={places.error} onRetry={() => void places.refetch()} />;
  return (
    <ul className={style.cards}>
      {places.data.map((place) => (
        <li key={place.id} className={style.card}>
          <h3>{inPageLanguage(place.title)}</h3>
          <p>{inPageLanguage(place.description)}</p>
          {place.id === hereId ? (
            <p>{t("places.here")}</p>
          ) : (
            <Button onClick={() => void travelTo(place.id)}>{t("places.go")}</Button>
          )}
        </li>
      ))}
    </ul>
  );
}
