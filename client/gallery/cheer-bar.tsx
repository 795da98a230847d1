import { useTranslation } from "react-i18next";
import { CHEERS } from "../../schema/messages/gallery.ts";
import { useGalleries } from "../state/gallery.ts";
import { ReactionIcon } from "../panels/parts/reactions/reaction-icon.tsx";
import { useReactionName } from "../panels/parts/reactions/use-reaction-name.ts";
import { cheer } from "./float-cheers.ts";
import style from "./gallery.module.css";

/** What a spectator shows while watching, and how often it was shown. */
export function CheerBar({ circleId }: { circleId: string }) {
  const { t } = useTranslation();
  const nameOf = useReactionName();
  const counts = useGalleries((view) => view.byCircle[circleId]?.cheers);
  return (
    <div className={style.cheers} role="group" aria-label={t("gallery.cheers")}>
      {CHEERS.map((shown) => {
        const count = counts?.[shown] ?? 0;
        const name = nameOf(shown);
        return (
          <button
            key={shown}
            type="button"
            aria-label={count > 0 ? t("gallery.shown", { name, count }) : name}
            title={name}
            onClick={() => cheer(shown)}
          >
            <ReactionIcon emoji={shown} />
            {count > 0 && <small>{count}</small>}
          </button>
        );
      })}
    </div>
  );
}
