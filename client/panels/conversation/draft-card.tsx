import { useState, type Ref } from "react";
import { useTranslation } from "react-i18next";
import type { DraftView } from "../../../schema/messages/room-messages.ts";
import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import { tryIntent } from "../../state/intents.ts";
import { useIsFacilitator } from "../../state/rights.ts";
import { usePlace } from "../../state/place-store.ts";
import { Button } from "../parts/button.tsx";
import { MaskChip } from "../parts/mask-chip.tsx";
import { messageText } from "../../words/message-text.ts";
import style from "./conversation.module.css";
import { DecisionFactors } from "./decision-factors.tsx";
import { SpeakerChoice } from "./speaker-choice.tsx";
import { TurnWeights } from "./turn-weights.tsx";

type DraftCardProps = {
  circle: CircleSnapshot;
  /** There while a draft is ready to be edited. */
  editButton?: Ref<HTMLButtonElement>;
  /** Shown on the buttons; none: they have none here. */
  keys?: DraftKeys;
};
type DraftKeys = Partial<Record<"ask" | "another" | "edit" | "speak", string | undefined>>;
type DraftProps = Required<DraftCardProps> & { draft: DraftView };

const NO_KEYS: DraftKeys = {};

/** Manual mode: the next speaker and why, their draft, and what can be done with it. */
export function DraftCard({ circle, editButton = null, keys = NO_KEYS }: DraftCardProps) {
  const { t } = useTranslation();
  const draft = usePlace((view) => view.transcripts[circle.id]?.draft);
  const isBusy = draft?.status === "choosing" || draft?.status === "drafting";
  return (
    <section className={style.draft} aria-label={t("draft.label")} aria-busy={isBusy}>
      {draft ? (
        <Draft circle={circle} draft={draft} editButton={editButton} keys={keys} />
      ) : (
        <NoDraft circle={circle} keys={keys} />
      )}
    </section>
  );
}

function NoDraft({ circle, keys }: Pick<DraftProps, "circle" | "keys">) {
  const { t } = useTranslation();
  return (
    <>
      <p className={style.draftNote}>{t("draft.none")}</p>
      <div className={style.draftActions}>
        <SpeakerChoice circle={circle} />
        <Button
          look="primary"
          shortcut={keys.ask}
          onClick={() => void tryIntent("steer", { circleId: circle.id, action: "next" })}
        >
          {t("draft.ask")}
        </Button>
      </div>
    </>
  );
}

function Draft({ circle, draft, editButton, keys }: DraftProps) {
  const { t } = useTranslation();
  const speakerId = draft.decision?.nextPersonaId ?? "";
  const speaker = usePlace((view) => view.avatars[speakerId]);
  const [isEditing, setEditing] = useState(false);
  return (
    <>
      <header>
        {speaker && <MaskChip look={speaker.look} name={speaker.name} size={36} />}
        <p>
          <strong>{speaker ? t("draft.speaksNext", { name: speaker.name }) : t("draft.choosing")}</strong>
          {draft.decision && <span>{messageText(draft.decision.reasoningMessage, draft.decision.reasoning)}</span>}
        </p>
      </header>
      {draft.status === "drafting" && draft.text === "" && <p className={style.draftNote}>{t("draft.writing")}</p>}
      {draft.status === "failed" && (
        <p className={style.draftProblem} role="alert">
          {draft.problem ? messageText(draft.problemMessage, draft.problem) : t("problem.unknown")}
        </p>
      )}
      {isEditing ? (
        <DraftEdit circle={circle} text={draft.text} onDone={() => setEditing(false)} />
      ) : (
        <>
          {draft.text !== "" && (
            <p className={style.draftText} dir="auto" lang={circle.language}>
              {draft.text}
            </p>
          )}
          <Reasons circleId={circle.id} draft={draft} />
          <DraftActions
            circle={circle}
            draft={draft}
            editButton={editButton}
            keys={keys}
            onEdit={() => setEditing(true)}
          />
        </>
      )}
    </>
  );
}

/** What the choice rests on, what speaks for the others, and for facilitators what counts. */
function Reasons({ circleId, draft: { decision, weights } }: { circleId: string; draft: DraftView }) {
  const { t } = useTranslation();
  const mayWeigh = useIsFacilitator();
  const others = decision?.otherBids ?? [];
  return (
    <>
      {decision && <DecisionFactors factors={decision.factors} />}
      {others.length > 0 && (
        <ul className={style.otherBids} aria-label={t("draft.otherBids")}>
          {others.map((bid) => (
            <li key={bid.personaId}>{messageText(bid.reasoningMessage, bid.reasoning)}</li>
          ))}
        </ul>
      )}
      {mayWeigh && <TurnWeights circleId={circleId} weights={weights} />}
    </>
  );
}

function DraftActions({ circle, draft, editButton, keys, onEdit }: DraftProps & { onEdit: () => void }) {
  const { t } = useTranslation();
  const steer = (action: "next" | "skip" | "send-draft") => () =>
    void tryIntent("steer", { circleId: circle.id, action });
  return (
    <div className={style.draftActions}>
      <SpeakerChoice circle={circle} />
      <Button shortcut={keys.another} onClick={steer("skip")}>
        {t("draft.another")}
      </Button>
      {draft.status === "ready" && (
        <Button ref={editButton} shortcut={keys.edit} onClick={onEdit}>
          {t("draft.edit")}
        </Button>
      )}
      {draft.status === "proposed" && <Button onClick={steer("next")}>{t("draft.write")}</Button>}
      {draft.status === "failed" && <Button onClick={steer("next")}>{t("tryAgain")}</Button>}
      <Button look="primary" shortcut={keys.speak} disabled={!draft.decision} onClick={steer("send-draft")}>
        {t("draft.speak")}
      </Button>
    </div>
  );
}

/** Stays open with its text when the circle refuses the edit. */
function DraftEdit({ circle, text, onDone }: { circle: CircleSnapshot; text: string; onDone: () => void }) {
  const { t } = useTranslation();
  const [edited, setEdited] = useState(text);
  const save = async () => {
    const answer = await tryIntent("steer", { circleId: circle.id, action: "edit-draft", text: edited });
    if (answer) onDone();
  };
  return (
    <>
      <textarea
        className={style.draftEdit}
        dir="auto"
        lang={circle.language}
        aria-label={t("draft.edit")}
        value={edited}
        autoFocus
        onChange={(event) => setEdited(event.target.value)}
      />
      <div className={style.draftActions}>
        <Button onClick={onDone}>{t("cancel")}</Button>
        <Button look="primary" disabled={edited.trim() === ""} onClick={() => void save()}>
          {t("draft.keepEdit")}
        </Button>
      </div>
    </>
  );
}
