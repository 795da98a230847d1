import Megaphone from "lucide-react/icons/megaphone";
import Mic from "lucide-react/icons/mic";
import MicOff from "lucide-react/icons/mic-off";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Session } from "../../../schema/messages/session.ts";
import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import { shareOfTalk } from "../../panels/conversation/share-of-talk.ts";
import { IconButton } from "../../panels/parts/button.tsx";
import { MaskChip } from "../../panels/parts/mask-chip.tsx";
import { tryIntent } from "../../state/intents.ts";
import { usePlace } from "../../state/place-store.ts";
import type { Turn } from "../../state/transcript.ts";
import style from "../studio.module.css";
import { DIGITS } from "./studio-action.ts";

const NO_TURNS: Turn[] = [];

type FloorProps = {
  circle: CircleSnapshot;
  session: Session;
  onMute: (memberId: string, muted: boolean) => void;
};

/** Who sits in the circle: their share of the talk against the fair one, raised hands, the floor given and taken. */
export function Floor({ circle, session, onMute }: FloorProps) {
  const { t, i18n } = useTranslation("studio");
  const turns = usePlace((view) => view.transcripts[circle.id]?.endedTurns) ?? NO_TURNS;
  const shares = useMemo(() => shareOfTalk(turns), [turns]);
  const fair = 1 / Math.max(1, circle.members.length);
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent" });
  return (
    <section aria-label={t("live.floor")}>
      <p className={style.soft}>{t("live.fair", { share: percent.format(fair) })}</p>
      <ul className={style.floor}>
        {circle.members.map((id, index) => (
          <Member
            key={id}
            id={id}
            digit={index < DIGITS ? index + 1 : null}
            circle={circle}
            share={shares.find(({ speakerId }) => speakerId === id)?.share ?? 0}
            fair={fair}
            isMuted={session.muted.includes(id)}
            isLive={session.status === "live"}
            onMute={onMute}
          />
        ))}
      </ul>
    </section>
  );
}

type MemberProps = Pick<FloorProps, "circle" | "onMute"> & {
  id: string;
  /** Its key; null: it has none. */
  digit: number | null;
  share: number;
  fair: number;
  isMuted: boolean;
  isLive: boolean;
};

function Member({ id, digit, circle, share, fair, isMuted, isLive, onMute }: MemberProps) {
  const { t } = useTranslation("studio");
  const avatar = usePlace((view) => view.avatars[id]);
  if (!avatar) return null;
  const { name, look, kind, gesture } = avatar;
  const isNext = circle.speakerId === id;
  return (
    <li data-speaking={isNext || undefined}>
      <MaskChip look={look} name={name} size={28} />
      <span className={style.share}>
        <bdi>{name}</bdi>
        <Share name={name} share={share} fair={fair} />
        {isMuted && <small>{t("live.muted")}</small>}
        {gesture === "raise-hand" && <small role="status">{t("live.hand")}</small>}
      </span>
      {isLive && kind === "persona" && !isMuted && (
        <IconButton
          label={t("live.choose", { name })}
          {...(digit !== null && { shortcut: `${digit}`, isKeyShown: true })}
          onClick={() => void tryIntent("steer", { circleId: circle.id, action: "choose-speaker", speakerId: id })}
        >
          <Megaphone />
        </IconButton>
      )}
      {isLive && (
        <IconButton
          label={isMuted ? t("live.unmute", { name }) : t("live.mute", { name })}
          {...(digit !== null && { shortcut: `Shift+${digit}`, isKeyShown: true })}
          onClick={() => onMute(id, !isMuted)}
        >
          {isMuted ? <Mic /> : <MicOff />}
        </IconButton>
      )}
    </li>
  );
}

/** A bar with a mark at the fair share, and the figure. */
function Share({ name, share, fair }: { name: string; share: number; fair: number }) {
  const { t, i18n } = useTranslation("studio");
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent" });
  return (
    <span className={style.measure}>
      <span>
        <meter min={0} max={1} value={share} aria-label={`${name}: ${percent.format(share)}`} />
        <span
          className={style.fairMark}
          style={{ insetInlineStart: `${fair * 100}%` }}
          title={t("live.fair", { share: percent.format(fair) })}
        />
      </span>
      <small aria-hidden>{percent.format(share)}</small>
    </span>
  );
}
