import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import type { TurnWordings } from "../../../schema/messages/conversation.ts";
import { MAX_TEXT_LENGTH } from "../../../schema/messages/room-messages.ts";
import { problemText } from "../../words/problem-text.ts";
import { Button } from "../parts/button.tsx";
import { TextAreaField } from "../parts/field.tsx";
import { Modal } from "../parts/modal.tsx";
import { Loading, Problem } from "../parts/states.tsx";
import { TimeAgo } from "../parts/time-ago.tsx";
import { useEditTurn, useWordings } from "./history-api.ts";
import style from "./history.module.css";

type WordingsProps = { circleId: string; turnId: string; onClose: () => void };

/** What a turn said before; whoever may, words it anew here (SPEC C8). */
export function WordingsDialog({ circleId, turnId, onClose }: WordingsProps) {
  const { t } = useTranslation();
  const wordings = useWordings(circleId, turnId);
  const name = wordings.data?.items[0]?.byName;
  return (
    <Modal title={name ? t("conversation.turnBy", { name }) : t("wordings.title")} onClose={onClose}>
      {wordings.data ? (
        <>
          {wordings.data.mayEdit && (
            <Edit key={wordings.data.items.length} {...{ circleId, turnId, onClose }} wordings={wordings.data} />
          )}
          <Former items={wordings.data.items.slice(0, -1)} />
        </>
      ) : wordings.isPending ? (
        <Loading lines={3} />
      ) : (
        <Problem error={wordings.error} onRetry={() => void wordings.refetch()} />
      )}
    </Modal>
  );
}

function Edit({ circleId, turnId, wordings: { items }, onClose }: WordingsProps & { wordings: TurnWordings }) {
  const { t } = useTranslation();
  const shown = items.at(-1)!.text;
  const [text, setText] = useState(shown);
  const edit = useEditTurn(circleId, turnId);
  const isNew = text.trim() !== "" && text.trim() !== shown.trim();
  const save = (event: FormEvent) => {
    event.preventDefault();
    edit.mutate({ text: text.trim(), edits: items.length - 1 }, { onSuccess: onClose });
  };
  return (
    <form className={style.edit} onSubmit={save}>
      <TextAreaField
        label={t("wordings.now")}
        hint={t("wordings.hint")}
        value={text}
        maxLength={MAX_TEXT_LENGTH * 2}
        rows={5}
        autoFocus
        onText={setText}
      />
      {edit.isError && <p role="alert">{problemText(edit.error, t)}</p>}
      <div>
        <Button look="primary" type="submit" disabled={!isNew || edit.isPending}>
          {t("save")}
        </Button>
      </div>
    </form>
  );
}

function Former({ items }: Pick<TurnWordings, "items">) {
  const { t } = useTranslation();
  if (items.length === 0) return null;
  return (
    <section>
      <h3>{t("wordings.before")}</h3>
      <ol className={style.turns}>
        {items.map(({ text, byName, writtenAt }) => (
          <li key={writtenAt}>
            <strong dir="auto">{byName || t("someone")}</strong> <TimeAgo at={writtenAt} />
            <p dir="auto">{text}</p>
          </li>
        ))}
      </ol>
    </section>
  );
}
