import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { CircleKind } from "../../../schema/messages/room-messages.ts";
import { requestIntent } from "../../state/intents.ts";
import { problemText } from "../../words/problem-text.ts";
import { TurnsEstimate } from "../money/turns-estimate.tsx";
import { Button } from "../parts/button.tsx";
import { ChoiceField, TextField } from "../parts/field.tsx";
import { Modal } from "../parts/modal.tsx";
import style from "./circles.module.css";

const FORM_ID = "open-circle";
const TOPIC_MAX_LENGTH = 200;

export function OpenCircleDialog({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const [topic, setTopic] = useState("");
  const [kind, setKind] = useState<CircleKind>("chat");
  const [isPrivate, setPrivate] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const topics = [t("openCircle.topics.home"), t("openCircle.topics.future"), t("openCircle.topics.work")];

  const open = async (event: FormEvent) => {
    event.preventDefault();
    if (topic.trim() === "") return setProblem(t("openCircle.topicNeeded"));
    try {
      await requestIntent("open-circle", { topic, kind, private: isPrivate, language: i18n.language });
      onClose();
    } catch (refusal) {
      setProblem(problemText(refusal, t));
    }
  };

  return (
    <Modal
      title={t("openCircle.title")}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t("cancel")}</Button>
          <Button look="primary" type="submit" form={FORM_ID}>
            {t("openCircle.open")}
          </Button>
        </>
      }
    >
      <form id={FORM_ID} className={style.form} onSubmit={(event) => void open(event)}>
        <TextField
          label={t("openCircle.topic")}
          hint={t("openCircle.topicHint")}
          error={problem}
          value={topic}
          maxLength={TOPIC_MAX_LENGTH}
          onText={setTopic}
        />
        <div className={style.suggestions}>
          {topics.map((suggestion) => (
            <Button key={suggestion} onClick={() => setTopic(suggestion)}>
              {suggestion}
            </Button>
          ))}
        </div>
        <ChoiceField
          label={t("circle.kind")}
          hint={t(`kindTexts.${kind}`)}
          value={kind}
          options={CircleKind.options.map((value) => ({ value, label: t(`kinds.${value}`) }))}
          onChoose={setKind}
        />
        <label className={style.check}>
          <input type="checkbox" checked={isPrivate} onChange={(event) => setPrivate(event.target.checked)} />
          <span>
            <strong>{t("openCircle.private")}</strong> {t("openCircle.privateText")}
          </span>
        </label>
        <TurnsEstimate />
      </form>
    </Modal>
  );
}
