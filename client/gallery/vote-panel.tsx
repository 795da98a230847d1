import { useTranslation } from "react-i18next";
import type { AudienceVote, VoteRound } from "../../schema/messages/gallery.ts";
import type { CircleSnapshot } from "../net/place-snapshot.ts";
import { Button } from "../panels/parts/button.tsx";
import { Empty } from "../panels/parts/states.tsx";
import { noteOwnBallot, type ShownGallery } from "../state/gallery.ts";
import { tryIntent } from "../state/intents.ts";
import style from "./gallery.module.css";
import type { GalleryRole } from "./questions.tsx";
import { OpenVote } from "./open-vote.tsx";
import { Swing } from "./swing.tsx";
import { useCalm } from "./use-calm.ts";

type VoteProps = {
  circle: Pick<CircleSnapshot, "id" | "topic">;
  gallery: Pick<ShownGallery, "vote" | "mine">;
  as: GalleryRole;
};

/** The audience's vote: open, or with what came of it. */
export function VotePanel({ circle, gallery: { vote, mine }, as }: VoteProps) {
  const { t } = useTranslation();
  if (vote === null)
    return (
      <section className={style.panel} aria-label={t("gallery.vote")}>
        {as === "leader" ? (
          <OpenVote circleId={circle.id} topic={circle.topic} />
        ) : (
          <Empty title={t("gallery.noVote")}>{as === "audience" && t("gallery.noVoteText")}</Empty>
        )}
      </section>
    );
  const hold = (change: { action: "open-after" } | { action: "close"; round: VoteRound }) =>
    void tryIntent("hold-vote", { circleId: circle.id, ...change });
  const { open } = vote;
  return (
    <section className={style.panel} aria-label={t("gallery.vote")}>
      <h3 dir="auto">{vote.question}</h3>
      {open && as === "audience" && <Ballot circleId={circle.id} vote={vote} round={open} chosen={mine[open]} />}
      {open && <Turnout vote={vote} />}
      <Swing vote={vote} />
      {as === "leader" && open && (
        <Button onClick={() => hold({ action: "close", round: open })}>{t("gallery.close")}</Button>
      )}
      {as === "leader" && !open && vote.after === null && (
        <Button look="primary" onClick={() => hold({ action: "open-after" })}>
          {t("gallery.again")}
        </Button>
      )}
    </section>
  );
}

type BallotProps = { circleId: string; vote: AudienceVote; round: VoteRound; chosen: number | null };

function Ballot({ circleId, vote, round, chosen }: BallotProps) {
  const { t } = useTranslation();
  // Shown at once; refused, it is again what it was.
  const cast = async (option: number) => {
    noteOwnBallot(circleId, round, option);
    if (!(await tryIntent("cast-ballot", { round, option }))) noteOwnBallot(circleId, round, chosen);
  };
  return (
    <fieldset className={style.ballot}>
      <legend>{t(`gallery.round.${round}`)}</legend>
      {vote.options.map((option, index) => (
        <label key={option} data-chosen={chosen === index || undefined}>
          <input type="radio" name={`ballot-${round}`} checked={chosen === index} onChange={() => void cast(index)} />
          <span dir="auto">{option}</span>
        </label>
      ))}
      <p role="status">{chosen === null ? t("gallery.choose") : t("gallery.chosen")}</p>
    </fieldset>
  );
}

function Turnout({ vote: { cast } }: { vote: AudienceVote }) {
  const { t } = useTranslation();
  const announced = useCalm(cast);
  return (
    <>
      <p aria-hidden>{t("gallery.cast", { count: cast })}</p>
      <p className="only-for-screen-readers" role="status">
        {t("gallery.cast", { count: announced })}
      </p>
    </>
  );
}
