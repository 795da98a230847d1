import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "../../panels/parts/button.tsx";
import { TextField } from "../../panels/parts/field.tsx";
import { Problem } from "../../panels/parts/states.tsx";
import { TimeAgo } from "../../panels/parts/time-ago.tsx";
import { problemText } from "../../words/problem-text.ts";
import { useAct, useBackChannel } from "../sessions-api.ts";
import style from "../studio.module.css";

/** Between observers and facilitators: newest last. */
export function BackChannelPanel({ id }: { id: string }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const notes = useBackChannel(id);
  const act = useAct(id);
  const [text, setText] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    act.mutate({ method: "POST", path: "/back-channel", body: { text } }, { onSuccess: () => setText("") });
  };
  return (
    <section aria-label={t("live.backChannel")} className={style.form}>
      <h4>{t("live.backChannel")}</h4>
      <p className={style.soft}>{t("live.backChannelHint")}</p>
      {notes.isError && <Problem error={notes.error} onRetry={() => void notes.refetch()} />}
      {/* A scrollable region must be focusable by keyboard. */}
      <ol className={style.record} role="log" aria-label={t("live.backChannel")} tabIndex={0}>
        {notes.data?.items.map((note) => (
          <li key={note.id}>
            <TimeAgo at={note.at} /> <bdi>{note.authorName}</bdi>: <span dir="auto">{note.text}</span>
          </li>
        ))}
      </ol>
      <form className={style.tools} onSubmit={submit}>
        <TextField label={t("live.backChannelText")} value={text} maxLength={2000} required onText={setText} />
        <Button type="submit" disabled={act.isPending || text.trim() === ""}>
          {t("live.backChannelSend")}
        </Button>
      </form>
      {act.isError && (
        <p className={style.problem} role="alert">
          {problemText(act.error, common)}
        </p>
      )}
    </section>
  );
}
