import Check from "lucide-react/icons/check";
import ChevronUp from "lucide-react/icons/chevron-up";
import X from "lucide-react/icons/x";
import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { MAX_QUESTION_LENGTH, type GalleryQuestion } from "../../schema/messages/gallery.ts";
import { Button, IconButton } from "../panels/parts/button.tsx";
import { TextField } from "../panels/parts/field.tsx";
import { Empty } from "../panels/parts/states.tsx";
import { useAccount } from "../state/account.ts";
import { noteOwnVote, type ShownGallery } from "../state/gallery.ts";
import { tryIntent } from "../state/intents.ts";
import { usePlace } from "../state/place-store.ts";
import style from "./gallery.module.css";
import { useCalm } from "./use-calm.ts";

/** "audience" asks and votes, "leader" takes and dismisses, "reader" reads what is left of it afterwards. */
export type GalleryRole = "audience" | "leader" | "reader";

type QuestionsProps = {
  circleId: string;
  gallery: Pick<ShownGallery, "questions" | "mine">;
  as: GalleryRole;
  /** What brings its asker on stage; where there is a session. */
  toStage?: (question: GalleryQuestion) => ReactNode;
};

/** The questions of the gallery: those with most votes first. */
export function Questions({ circleId, gallery: { questions, mine }, as, toStage }: QuestionsProps) {
  const { t } = useTranslation();
  const open = questions.filter(({ state }) => state === "open").toSorted((one, other) => other.votes - one.votes);
  const taken = questions.filter(({ state }) => state === "taken");
  const announced = useCalm(open.length);
  const toRow = (question: GalleryQuestion) => (
    <Question key={question.id} circleId={circleId} question={question} mine={mine} as={as} toStage={toStage} />
  );
  return (
    <section className={style.panel} aria-label={t("gallery.questions")}>
      {as === "audience" && <AskForm />}
      <p className="only-for-screen-readers" role="status">
        {t("gallery.waiting", { count: announced })}
      </p>
      {open.length === 0 && (
        <Empty title={t("gallery.noQuestions")}>{as !== "reader" && t(`gallery.noQuestionsText.${as}`)}</Empty>
      )}
      <ol className={style.questions}>{open.map(toRow)}</ol>
      {taken.length > 0 && (
        <details open={as === "reader"}>
          <summary>{t("gallery.taken", { count: taken.length })}</summary>
          <ol className={style.questions}>{taken.map(toRow)}</ol>
        </details>
      )}
    </section>
  );
}

function AskForm() {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [isSending, setSending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    // Refused, it stays in the field.
    if (await tryIntent("ask", { text })) setText("");
    setSending(false);
  };
  return (
    <form className={style.ask} onSubmit={(event) => void submit(event)}>
      <TextField
        label={t("gallery.ask")}
        hint={t("gallery.askHint")}
        value={text}
        maxLength={MAX_QUESTION_LENGTH}
        required
        onText={setText}
      />
      <Button type="submit" disabled={isSending || text.trim() === ""}>
        {t("gallery.askSend")}
      </Button>
    </form>
  );
}

type QuestionProps = Omit<QuestionsProps, "gallery"> & { question: GalleryQuestion; mine: ShownGallery["mine"] };

function Question({ circleId, question, mine, as, toStage }: QuestionProps) {
  const { id, askerId, askerName, text, votes, state } = question;
  const { t } = useTranslation();
  const myId = useAccount(({ account }) => account?.user.id);
  const isVoted = mine.questionIds.includes(id);
  const canVote = as === "audience" && state === "open" && askerId !== myId;
  const vote = async () => {
    if (await tryIntent("vote-question", { questionId: id, voted: !isVoted })) noteOwnVote(circleId, id, !isVoted);
  };
  const settle = (action: "take" | "dismiss") => tryIntent("settle-question", { circleId, questionId: id, action });
  const take = async () => {
    if (isSeatedIn(circleId) || (await tryIntent("join-circle", { circleId }))) await settle("take");
  };
  return (
    <li className={style.question}>
      {canVote ? (
        <button
          type="button"
          className={style.vote}
          aria-pressed={isVoted}
          aria-label={t("gallery.voteFor", { text, count: votes })}
          onClick={() => void vote()}
        >
          <ChevronUp aria-hidden />
          {votes}
        </button>
      ) : (
        <span className={style.votes}>{t("gallery.votes", { count: votes })}</span>
      )}
      <div>
        <p dir="auto">{text}</p>
        <small dir="auto">{askerId === myId ? t("gallery.you") : askerName}</small>
      </div>
      {as === "leader" && state === "open" && (
        <span className={style.acts}>
          <IconButton label={t("gallery.take", { text })} onClick={() => void take()}>
            <Check />
          </IconButton>
          {toStage?.(question)}
          <IconButton label={t("gallery.dismiss", { text })} onClick={() => void settle("dismiss")}>
            <X />
          </IconButton>
        </span>
      )}
    </li>
  );
}

/** Whoever takes a question says it, so they sit down first. */
function isSeatedIn(circleId: string): boolean {
  const { avatars, myId } = usePlace.getState();
  return avatars[myId]?.circleId === circleId;
}
