import SendHorizontal from "lucide-react/icons/send-horizontal";
import X from "lucide-react/icons/x";
import { useId, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { MAX_TEXT_LENGTH } from "../../../schema/messages/room-messages.ts";
import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import { tryIntent } from "../../state/intents.ts";
import { keepDraft, useMessageDrafts } from "../../state/message-drafts.ts";
import { usePlace } from "../../state/place-store.ts";
import type { Turn } from "../../state/transcript.ts";
import { lengthProblem } from "../../words/length-problem.ts";
import { IconButton } from "../parts/button.tsx";
import { COMPOSER_ID } from "./composer-id.ts";
import style from "./conversation.module.css";
import { completeMention, findMention, matchNames } from "./mention.ts";
import { MentionList } from "./mention-list.tsx";
import { useTypingSignal } from "./use-typing-signal.ts";

type ComposerProps = { circle: CircleSnapshot; replyTo: Turn | null; onReplyDone: () => void };

/** Enter sends, Shift+Enter breaks the line, @ offers names. A refused message stays here. */
export function Composer({ circle, replyTo, onReplyDone }: ComposerProps) {
  const { t } = useTranslation();
  const listId = useId();
  const tooLongId = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const text = useMessageDrafts((drafts) => drafts[circle.id] ?? "");
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  const [isListDismissed, setListDismissed] = useState(false);
  const typing = useTypingSignal();

  const avatars = usePlace((view) => view.avatars);
  const myId = usePlace((view) => view.myId);
  const tooLong = lengthProblem(text, MAX_TEXT_LENGTH, t);
  const mention = isListDismissed ? null : findMention(text, caret);
  const present = circle.members.flatMap((id) => (id === myId ? [] : (avatars[id] ?? [])));
  const offered = mention ? matchNames(present, mention.query) : [];
  const option = offered[Math.min(chosen, offered.length - 1)];

  const write = (value: string, at: number) => {
    keepDraft(circle.id, value);
    setCaret(at);
    setChosen(0);
    setListDismissed(false);
    if (value === "") typing.stop();
    else typing.key();
  };
  const complete = (name: string) => {
    if (!mention) return;
    const next = completeMention(text, mention, name);
    write(next.text, next.caret);
    area.current?.focus();
    requestAnimationFrame(() => area.current?.setSelectionRange(next.caret, next.caret));
  };
  const send = async () => {
    const said = text.trim();
    if (said === "" || tooLong !== null) return;
    typing.stop();
    keepDraft(circle.id, "");
    const answer = await tryIntent("say", { text: said, replyTo: replyTo?.id ?? null });
    if (answer) onReplyDone();
    else if (!useMessageDrafts.getState()[circle.id]) keepDraft(circle.id, said);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (option && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setChosen((chosen + step + offered.length) % offered.length);
    } else if (option && (event.key === "Enter" || event.key === "Tab") && !event.shiftKey) {
      event.preventDefault();
      complete(option.name);
    } else if (option && event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      setListDismissed(true);
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void send();
    }
  };

  return (
    <form
      className={style.composer}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {replyTo && (
        <p className={style.replying}>
          <span dir="auto">{t("conversation.replyingTo", { name: replyTo.speakerName, text: replyTo.text })}</span>
          <IconButton label={t("cancel")} onClick={onReplyDone}>
            <X />
          </IconButton>
        </p>
      )}
      {option && <MentionList id={listId} avatars={offered} chosenId={option.id} onChoose={complete} />}
      <div className={style.box}>
        <textarea
          ref={area}
          id={COMPOSER_ID}
          rows={1}
          dir="auto"
          value={text}
          placeholder={t("conversation.placeholder")}
          aria-label={t("conversation.message")}
          aria-invalid={tooLong !== null}
          aria-describedby={tooLongId}
          aria-autocomplete="list"
          aria-controls={option ? listId : undefined}
          aria-activedescendant={option ? `${listId}-${option.id}` : undefined}
          onChange={({ target }) => write(target.value, target.selectionStart)}
          onSelect={({ currentTarget }) => setCaret(currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
          onBlur={typing.stop}
        />
        <IconButton
          type="submit"
          label={t("conversation.send")}
          shortcut="Enter"
          disabled={text.trim() === "" || tooLong !== null}
        >
          <SendHorizontal />
        </IconButton>
      </div>
      <p id={tooLongId} className={style.tooLong} role="status">
        {tooLong}
      </p>
    </form>
  );
}
