import { useTranslation } from "react-i18next";
import { problemText } from "../../words/problem-text.ts";
import { Button } from "../parts/button.tsx";
import { useIsPublished, usePublish } from "./library-api.ts";
import style from "./library.module.css";

/** Publishes a persona in the library of the workspace, or withdraws it. */
export function PublishButton({ personaId }: { personaId: string }) {
  const { t } = useTranslation();
  const isPublished = useIsPublished(personaId).data;
  const publish = usePublish(personaId);
  if (isPublished === undefined) return null;
  return (
    <>
      <Button look="quiet" disabled={publish.isPending} onClick={() => publish.mutate(!isPublished)}>
        {t(isPublished ? "library.withdraw" : "library.publish")}
      </Button>
      {publish.isError && <p className={style.problem}>{problemText(publish.error, t)}</p>}
    </>
  );
}
