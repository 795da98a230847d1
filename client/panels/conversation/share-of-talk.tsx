import UserMinus from "lucide-react/icons/user-minus";
import { useMemo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import { tryIntent } from "../../state/intents.ts";
import { usePlace } from "../../state/place-store.ts";
import type { Turn } from "../../state/transcript.ts";
import { IconButton } from "../parts/button.tsx";
import { SpeakerCost } from "../money/meter/speaker-cost.tsx";
import { useMeter } from "../money/meter/use-meter.ts";
import { MaskChip } from "../parts/mask-chip.tsx";
import style from "./conversation.module.css";
import { shareOfTalk, type TalkShare } from "./share-of-talk.ts";

type ShareOfTalkProps = { circle: CircleSnapshot; isMember: boolean; mayDismiss: boolean };

const NO_TURNS: Turn[] = [];

/** The members and their shares of the talk; a turn counts once it has ended. */
export function ShareOfTalk({ circle, isMember, mayDismiss }: ShareOfTalkProps) {
  const turns = usePlace((view) => view.transcripts[circle.id]?.endedTurns) ?? NO_TURNS;
  const shares = useMemo(() => shareOfTalk(turns), [turns]);
  const silent = circle.members.filter((id) => !shares.some(({ speakerId }) => speakerId === id));
  const { spending } = useMeter(circle, isMember);
  return (
    <ul className={style.shares}>
      {[...shares, ...silent.map(unheard)].map((share) => {
        const cost = spending.bySpeaker.find(({ personaId }) => personaId === share.speakerId);
        const isHere = circle.members.includes(share.speakerId);
        return (
          <Speaker key={share.speakerId} share={share} isHere={isHere} mayDismiss={mayDismiss && isHere}>
            {cost && spending.totalNano > 0 && <SpeakerCost {...cost} />}
          </Speaker>
        );
      })}
    </ul>
  );
}

const unheard = (speakerId: string): TalkShare => ({ speakerId, speakerName: "", turns: 0, words: 0, share: 0 });

type SpeakerProps = { share: TalkShare; isHere: boolean; mayDismiss: boolean; children: ReactNode };

function Speaker({ share: { speakerId, speakerName, turns, share }, isHere, mayDismiss, children }: SpeakerProps) {
  const { t, i18n } = useTranslation();
  const name = usePlace((view) => view.avatars[speakerId]?.name) ?? speakerName;
  const look = usePlace((view) => view.avatars[speakerId]?.look ?? null);
  const isPersona = usePlace((view) => view.avatars[speakerId]?.kind === "persona");
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent" }).format(share);
  return (
    <li>
      <MaskChip look={look} name={name} size={36} />
      <div>
        <p>
          <strong dir="auto">{name}</strong>
          <span>
            {percent} · {t("count.turns", { count: turns })}
          </span>
        </p>
        <div className={style.bar} role="img" aria-label={t("conversation.share", { name, share: percent })}>
          <span style={{ width: `${share * 100}%`, background: look?.palette[0] }} />
        </div>
        {children}
        {!isHere && <p>{t("conversation.hasLeft")}</p>}
      </div>
      {mayDismiss && isPersona && (
        <IconButton
          label={t("circle.dismiss", { name })}
          onClick={() => void tryIntent("dismiss", { personaId: speakerId })}
        >
          <UserMinus />
        </IconButton>
      )}
    </li>
  );
}
