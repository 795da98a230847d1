import SendHorizontal from "lucide-react/icons/send-horizontal";
import X from "lucide-react/icons/x";
import { lazy, memo, useId, useRef, type KeyboardEvent, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { MAX_TEXT_LENGTH } from "../../../schema/messages/room-messages.ts";
import { Microphone } from "../../speech/microphone.tsx";
import { tryIntent } from "../../state/intents.ts";
import { keepDraft, useMessageDrafts } from "../../state/message-drafts.ts";
import { usePlace } from "../../state/place-store.ts";
import { useIsFrozen } from "../../state/own-seat.ts";
import type { Turn } from "../../state/transcript.ts";
import { lengthProblem } from "../../words/length-problem.ts";
import { IconButton } from "../parts/button.tsx";
import { COMPOSER_ID } from "./composer-id.ts";
import { loadPageWords } from "../../words/start-words.ts";
import { Part } from "../overlays/part.tsx";
import style from "./conversation.module.css";
import { useIsMyPart } from "./debate/use-is-my-part.ts";
import { Frozen } from "./frozen.tsx";
import { MentionList } from "./mention-list.tsx";
import { useMention } from "./use-mention.ts";
import { useTypingSignal } from "./use-typing-signal.ts";

const WaitForPart = lazy(async () => {
  const [wait] = await Promise.all([import("./debate/wait-for-part.tsx"), loadPageWords()]);
  return { default: wait.WaitForPart };
});

type ComposerProps = {
  circleId: string;
  /** Of its field, where the page has another. */
  id?: string;
  replyTo: Turn | null;
  onReplyDone: () => void;
};

/** Enter sends, Shift+Enter inserts a line break, @ offers names. A refused message stays in the box. */
export const Composer = memo(function Composer({ circleId, id = COMPOSER_ID, replyTo, onReplyDone }: ComposerProps) {
  const { t } = useTranslation();
  const listId = useId();
  const tooLongId = useId();
  const area = useRef<HTMLTextAreaElement>(null);
  const text = useMessageDrafts((drafts) => drafts[circleId] ?? "");
  const typing = useTypingSignal();
  const tooLong = lengthProblem(text, MAX_TEXT_LENGTH, t);
  const mention = useMention(circleId, text);
  const waitsFor = useWaitsFor(circleId);
  const canSend = text.trim() !== "" && tooLong === null && waitsFor === null;

  const write = (value: string, caret: number) => {
    keepDraft(circleId, value);
    mention.restart(caret);
    if (value === "") typing.stop();
    else typing.key();
  };
  const complete = (name: string) => {
    const next = mention.completed(name);
    if (!next) return;
    write(next.text, next.caret);
    area.current?.focus();
    requestAnimationFrame(() => area.current?.setSelectionRange(next.caret, next.caret));
  };
  const send = async () => {
    if (!canSend) return;
    typing.stop();
    await sayKeeping(circleId, text.trim(), replyTo, onReplyDone);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (mention.onKey(event, complete) || event.key !== "Enter" || event.shiftKey) return;
    event.preventDefault();
    void send();
  };

  const { option } = mention;
  return (
    <form
      className={style.composer}
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {replyTo && <ReplyingTo turn={replyTo} onCancel={onReplyDone} />}
      {waitsFor && <Waiting circleId={circleId} waitsFor={waitsFor} message={area} />}
      {option && <MentionList id={listId} avatars={mention.offered} chosenId={option.id} onChoose={complete} />}
      <div className={style.box}>
        <textarea
          ref={area}
          id={id}
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
          onSelect={({ currentTarget }) => mention.setCaret(currentTarget.selectionStart)}
          onKeyDown={onKeyDown}
          onBlur={typing.stop}
        />
        <Microphone
          key={circleId}
          circleId={circleId}
          written={text}
          onWords={(words) => keepDraft(circleId, words)}
          onDone={(words) => void sayWhereSpoken(circleId, words, replyTo, onReplyDone)}
        />
        <IconButton type="submit" label={t("conversation.send")} shortcut="Enter" disabled={!canSend}>
          <SendHorizontal />
        </IconButton>
      </div>
      <TooLong id={tooLongId} text={tooLong} />
    </form>
  );
});

/** What has to end or begin before one may send: a freeze, or one's own part of a debate. */
function useWaitsFor(circleId: string): "thaw" | "part" | null {
  const isFrozen = useIsFrozen(circleId);
  const isMyPart = useIsMyPart(circleId);
  if (isFrozen) return "thaw";
  return isMyPart ? null : "part";
}

type WaitingProps = { circleId: string; waitsFor: "thaw" | "part"; message: RefObject<HTMLElement | null> };

/** Above the box, which stays where it is when a part of a debate begins or ends. */
function Waiting({ circleId, waitsFor, message }: WaitingProps) {
  const { t } = useTranslation();
  const circle = usePlace((view) => view.circles[circleId]);
  if (waitsFor === "thaw") return <Frozen>{t("conversation.frozen")}</Frozen>;
  return (
    circle && (
      <Part>
        <WaitForPart circle={circle} message={message} />
      </Part>
    )
  );
}

const TooLong = ({ id, text }: { id: string; text: string | null }) => (
  <p id={id} className={style.tooLong} role="status">
    {text}
  </p>
);

function ReplyingTo({ turn, onCancel }: { turn: Turn; onCancel: () => void }) {
  const { t } = useTranslation();
  return (
    <p className={style.replying}>
      <span dir="auto">{t("conversation.replyingTo", { name: turn.speakerName, text: turn.text })}</span>
      <IconButton label={t("cancel")} onClick={onCancel}>
        <X />
      </IconButton>
    </p>
  );
}

/** Recognition takes a while: what was spoken in one circle is said in no other. */
async function sayWhereSpoken(...said: Parameters<typeof sayKeeping>): Promise<void> {
  const [circleId, words] = said;
  const { avatars, myId } = usePlace.getState();
  if (avatars[myId]?.circleId === circleId) await sayKeeping(...said);
  else keepDraft(circleId, words);
}

async function sayKeeping(circleId: string, said: string, replyTo: Turn | null, onSaid: () => void): Promise<void> {
  keepDraft(circleId, "");
  const answer = await tryIntent("say", { text: said, replyTo: replyTo?.id ?? null });
  if (answer) onSaid();
  else if (!useMessageDrafts.getState()[circleId]) keepDraft(circleId, said);
}
