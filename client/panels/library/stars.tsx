import Star from "lucide-react/icons/star";
import { useTranslation } from "react-i18next";
import type { LibraryEntry } from "../../../schema/messages/library.ts";
import { problemText } from "../../words/problem-text.ts";
import { useRate } from "./library-api.ts";
import style from "./library.module.css";

const SCALE = [1, 2, 3, 4, 5] as const;

/** The mean of all ratings, and one's own: each person has one, and may change it or take it back. */
export function Stars({ entry, isMine }: { entry: LibraryEntry; isMine: boolean }) {
  const { t, i18n } = useTranslation();
  const rate = useRate(entry.personaId);
  const { stars, ratings, myStars, name } = entry;
  const mean = stars?.toLocaleString(i18n.language, { maximumFractionDigits: 1 });
  return (
    <div className={style.stars}>
      <span>{mean ? t("library.mean", { mean, count: ratings }) : t("library.unrated")}</span>
      {!isMine && (
        <fieldset disabled={rate.isPending}>
          <legend>{t("library.rate", { name })}</legend>
          {SCALE.map((value) => (
            <label key={value} data-lit={value <= (myStars ?? 0) || undefined}>
              <input
                type="radio"
                name={`stars-${entry.id}`}
                checked={value === myStars}
                aria-label={t("library.star", { count: value })}
                onChange={() => rate.mutate(value)}
                onClick={() => value === myStars && rate.mutate(null)}
              />
              <Star size={20} />
            </label>
          ))}
        </fieldset>
      )}
      {rate.isError && <p className={style.problem}>{problemText(rate.error, t)}</p>}
    </div>
  );
}
