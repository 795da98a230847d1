import ExternalLink from "lucide-react/icons/external-link";
import { useTranslation } from "react-i18next";
import type { Material } from "../../../schema/messages/session-material.ts";
import { Problem } from "../../panels/parts/states.tsx";
import { hostOf } from "./host-of.ts";
import { usePicture } from "./use-picture.ts";
import style from "./material.module.css";

type MaterialViewProps = { sessionId: string; material: Material };

/** What the section shows to everybody of the session. */
export function MaterialView({ sessionId, material }: MaterialViewProps) {
  const { t } = useTranslation("studio");
  return (
    <section className={style.shown} aria-label={t("material.title")}>
      {material.kind === "text" && (
        <p className={style.text} dir="auto">
          {material.text}
        </p>
      )}
      {material.kind === "link" && <Link {...material} />}
      {material.kind === "picture" && <Picture sessionId={sessionId} {...material} />}
    </section>
  );
}

/** The page it opens learns nothing of where it was opened, and does not reach back. */
function Link({ url, label }: { url: string; label: string }) {
  const { t } = useTranslation("studio");
  if (!/^https?:/i.test(url)) return null;
  return (
    <a href={url} target="_blank" rel="noopener noreferrer nofollow" referrerPolicy="no-referrer">
      <bdi>{t("material.opens", { label, host: hostOf(url) })}</bdi> <ExternalLink aria-hidden />
    </a>
  );
}

function Picture({ sessionId, pictureId, description }: { sessionId: string; pictureId: string; description: string }) {
  const { data, error, refetch } = usePicture(sessionId, pictureId);
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  return data ? <img className={style.picture} src={data} alt={description} /> : <p>{description}</p>;
}
