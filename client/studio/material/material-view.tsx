import { useQuery } from "@tanstack/react-query";
import ExternalLink from "lucide-react/icons/external-link";
import { useTranslation } from "react-i18next";
import type { Material } from "../../../schema/messages/session-material.ts";
import { Problem } from "../../panels/parts/states.tsx";
import { callBytes } from "../../state/call-api.ts";
import { sessionPath } from "../sessions-api.ts";
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
      <bdi>{t("material.opens", { label, host: URL.parse(url)?.host ?? url })}</bdi> <ExternalLink aria-hidden />
    </a>
  );
}

/** Fetched as the person who is signed in, which an address alone does not say. */
function Picture({ sessionId, pictureId, description }: { sessionId: string; pictureId: string; description: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: ["session-picture", sessionId, pictureId],
    staleTime: Infinity,
    retry: false,
    queryFn: async () => toAddress(await callBytes(sessionPath(sessionId, `/pictures/${pictureId}`))),
  });
  if (error) return <Problem error={error} onRetry={() => void refetch()} />;
  return data ? <img className={style.picture} src={data} alt={description} /> : <p>{description}</p>;
}

/** The server has checked which of the two it is. */
function toAddress(bytes: Uint8Array): Promise<string> {
  const picture = new Blob([new Uint8Array(bytes)], { type: bytes[0] === 0xff ? "image/jpeg" : "image/png" });
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const reader = new FileReader();
  reader.addEventListener("load", () => resolve(String(reader.result)));
  reader.addEventListener("error", () => reject(reader.error ?? new Error("The picture could not be read.")));
  reader.readAsDataURL(picture);
  return promise;
}
