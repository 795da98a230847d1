import Pencil from "lucide-react/icons/pencil";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { MAX_TITLE_LENGTH, type Conversation } from "../../../schema/messages/conversation.ts";
import { problemText } from "../../words/problem-text.ts";
import { Button, IconButton } from "../parts/button.tsx";
import { TextField } from "../parts/field.tsx";
import { useSetOfConversation } from "./history-api.ts";
import style from "./history.module.css";

/** Its title, which whoever opened it, and facilitators, may change. */
export function ConversationTitle({ conversation }: { conversation: Conversation }) {
  const { t } = useTranslation();
  const { circleId, topic, mayTitle } = conversation;
  const title = conversation.title || topic;
  const [draft, setDraft] = useState<string | null>(null);
  const set = useSetOfConversation(circleId);
  const save = (event: FormEvent) => {
    event.preventDefault();
    set.mutate(["title", { title: draft!.trim() }], { onSuccess: () => setDraft(null) });
  };
  if (draft === null)
    return (
      <header className={style.head}>
        <h3 dir="auto">{title}</h3>
        {mayTitle && (
          <IconButton label={t("history.retitle")} onClick={() => setDraft(title)}>
            <Pencil />
          </IconButton>
        )}
      </header>
    );
  return (
    <form className={style.head} onSubmit={save}>
      <TextField
        label={t("history.title")}
        value={draft}
        maxLength={MAX_TITLE_LENGTH}
        error={set.isError ? problemText(set.error, t) : null}
        onText={setDraft}
      />
      <Button look="primary" type="submit" disabled={draft.trim() === "" || set.isPending}>
        {t("save")}
      </Button>
      <Button onClick={() => setDraft(null)}>{t("cancel")}</Button>
    </form>
  );
}
