import { useTranslation } from "react-i18next";
import { ChoiceField } from "../../panels/parts/field.tsx";
import { Problem } from "../../panels/parts/states.tsx";
import { usePlaceData, usePlaces } from "../../state/places-api.ts";
import { inPageLanguage } from "../../words/page-language.ts";
import style from "../studio.module.css";
import { FloorPlan } from "./floor-plan.tsx";

type PlacePickerProps = { placeId: string; isOff: boolean; onChoose: (placeId: string) => void };

/** Where a session takes place, with what the place is good for and its plan. */
export function PlacePicker({ placeId, isOff, onChoose }: PlacePickerProps) {
  const { t } = useTranslation("studio");
  const places = usePlaces();
  const { data: place } = usePlaceData(placeId);
  if (places.isError) return <Problem error={places.error} onRetry={() => void places.refetch()} />;
  const options = (places.data ?? []).map(({ id, title }) => ({ value: id, label: inPageLanguage(title) }));
  return (
    <div className={style.column}>
      <ChoiceField
        label={t("plan.place")}
        hint={t("plan.placeHint")}
        value={placeId}
        options={options}
        disabled={isOff}
        onChoose={onChoose}
      />
      {place && (
        <figure className={style.column}>
          <FloorPlan place={place} />
          <figcaption className={style.soft}>{inPageLanguage(place.description)}</figcaption>
        </figure>
      )}
    </div>
  );
}
