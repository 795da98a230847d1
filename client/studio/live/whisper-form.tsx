import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Session } from "../../../schema/messages/session.ts";
import { Button } from "../../panels/parts/button.tsx";
import { ChoiceField, TextField } from "../../panels/parts/field.tsx";
import { usePlace } from "../../state/place-store.ts";
import { problemText } from "../../words/problem-text.ts";
import { useAct } from "../sessions-api.ts";
import style from "../studio.module.css";

const ALL = "";

/** A private instruction to one persona or to each, for its next turn. */
export function WhisperForm({ session }: { session: Session }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const avatars = usePlace((view) => view.avatars);
  const act = useAct(session.id);
  const [to, setTo] = useState(ALL);
  const [text, setText] = useState("");
  const options = session.plan.personaIds.flatMap((id) =>
    avatars[id] ? [{ value: id, label: avatars[id].name }] : [],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const body = { personaId: to === ALL ? null : to, text };
    act.mutate({ method: "POST", path: "/whispers", body }, { onSuccess: () => setText("") });
  };
  return (
    <form aria-label={t("live.whisper")} onSubmit={submit} className={style.form}>
      <h4>{t("live.whisper")}</h4>
      <ChoiceField
        label={t("live.whisperTo")}
        value={to}
        options={[{ value: ALL, label: t("live.whisperAll") }, ...options]}
        onChoose={setTo}
      />
      <TextField label={t("live.whisperText")} value={text} maxLength={500} required onText={setText} />
      <Button type="submit" disabled={act.isPending || text.trim() === ""}>
        {t("live.whisperSend")}
      </Button>
      <p role={act.isError ? "alert" : "status"} className={act.isError ? style.problem : style.soft}>
        {act.isError ? problemText(act.error, common) : act.isSuccess && text === "" && t("live.whispered")}
      </p>
    </form>
  );
}
