import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DraftView } from "../../../schema/messages/room-messages.ts";
import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import { tryIntent } from "../../state/intents.ts";
import { usePlace } from "../../state/place-store.ts";
import { Button } from "../parts/button.tsx";
import { MaskChip } from "../parts/mask-chip.tsx";
import style from "./conversation.module.css";
import { DecisionFactors } from "./decision-factors.tsx";
import { SpeakerChoice } from "./speaker-choice.tsx";

/** Manual mode: who would speak next and why, what they would say, and what to do with it. */
export function DraftCard({ circle, draft }: { circle: CircleSnapshot; draft: DraftView | null }) {
  const { t } = useTranslation();
  const speakerId = draft?.decision?.nextPersonaId ?? "";
  const speaker = usePlace((view) => view.avatars[speakerId]);
  const [edited, setEdited] = useState<string | null>(null);
  const circleId = circle.id;
  const next = () => void tryIntent("steer", { circleId, action: "next" });

  if (draft === null) {
    return (
      <section className={style.draft} aria-label={t("draft.label")}>
        <p className={style.draftNote}>{t("draft.none")}</p>
        <div className={style.draftActions}>
          <SpeakerChoice circle={circle} />
          <Button look="primary" onClick={next}>
            {t("draft.ask")}
          </Button>
        </div>
      </section>
    );
  }

  const saveEdit = async () => {
    if (edited === null) return;
    const answer = await tryIntent("steer", { circleId, action: "edit-draft", text: edited });
    if (answer) setEdited(null);
  };

  return (
    <section
      className={style.draft}
      aria-label={t("draft.label")}
      aria-busy={draft.status === "choosing" || draft.status === "drafting"}
    >
      <header>
        {speaker && <MaskChip look={speaker.look} name={speaker.name} size={36} />}
        <p>
          <strong>{speaker ? t("draft.speaksNext", { name: speaker.name }) : t("draft.choosing")}</strong>
          {draft.decision && <span dir="auto">{draft.decision.reasoning}</span>}
        </p>
      </header>
      {draft.decision && <DecisionFactors factors={draft.decision.factors} />}
      {draft.status === "drafting" && draft.text === "" && <p className={style.draftNote}>{t("draft.writing")}</p>}
      {draft.status === "failed" && (
        <p className={style.draftProblem} role="alert">
          {draft.problem ?? t("problem.unknown")}
        </p>
      )}
      {edited === null ? (
        draft.text !== "" && (
          <p className={style.draftText} dir="auto" lang={circle.language}>
            {draft.text}
          </p>
        )
      ) : (
        <textarea
          className={style.draftEdit}
          dir="auto"
          lang={circle.language}
          aria-label={t("draft.edit")}
          value={edited}
          autoFocus
          onChange={(event) => setEdited(event.target.value)}
        />
      )}
      <div className={style.draftActions}>
        {edited === null ? (
          <>
            <SpeakerChoice circle={circle} />
            <Button onClick={() => void tryIntent("steer", { circleId, action: "skip" })}>{t("draft.another")}</Button>
            {draft.status === "ready" && <Button onClick={() => setEdited(draft.text)}>{t("draft.edit")}</Button>}
            {(draft.status === "proposed" || draft.status === "failed") && (
              <Button onClick={next}>{draft.status === "failed" ? t("tryAgain") : t("draft.write")}</Button>
            )}
            <Button
              look="primary"
              disabled={!draft.decision}
              onClick={() => void tryIntent("steer", { circleId, action: "send-draft" })}
            >
              {t("draft.speak")}
            </Button>
          </>
        ) : (
          <>
            <Button onClick={() => setEdited(null)}>{t("cancel")}</Button>
            <Button look="primary" disabled={edited.trim() === ""} onClick={() => void saveEdit()}>
              {t("draft.keepEdit")}
            </Button>
          </>
        )}
      </div>
    </section>
  );
}
