import { useTranslation } from "react-i18next";
import UserMinus from "lucide-react/icons/user-minus";
import type { CircleSnapshot } from "../../net/place-snapshot.ts";
import { tryIntent } from "../../state/intents.ts";
import { usePlace } from "../../state/place-store.ts";
import type { Turn } from "../../state/transcript.ts";
import { IconButton } from "../parts/button.tsx";
import { SpeakerCost } from "../money/meter/speaker-cost.tsx";
import { MaskChip } from "../parts/mask-chip.tsx";
import style from "./conversation.module.css";
import { shareOfTalk } from "./share-of-talk.ts";

type ShareOfTalkProps = { circle: CircleSnapshot; isMember: boolean };

const NO_TURNS: Turn[] = [];

/** Who sits here and how much of the talk is whose. */
export function ShareOfTalk({ circle, isMember }: ShareOfTalkProps) {
  const { t, i18n } = useTranslation();
  const turns = usePlace((view) => view.transcripts[circle.id]?.turns) ?? NO_TURNS;
  const avatars = usePlace((view) => view.avatars);
  const shares = shareOfTalk(turns);
  const silent = circle.members
    .filter((id) => !shares.some(({ speakerId }) => speakerId === id))
    .map((id) => ({ speakerId: id, speakerName: avatars[id]?.name ?? "", turns: 0, words: 0, share: 0 }));
  const percent = new Intl.NumberFormat(i18n.language, { style: "percent" });
  return (
    <ul className={style.shares}>
      {[...shares, ...silent].map(({ speakerId, speakerName, turns: count, share }) => (
        <li key={speakerId}>
          <MaskChip look={avatars[speakerId]?.look ?? null} name={speakerName} size={36} />
          <div>
            <p>
              <strong dir="auto">{speakerName}</strong>
              <span>
                {percent.format(share)} · {t("count.turns", { count })}
              </span>
            </p>
            <div
              className={style.bar}
              role="img"
              aria-label={t("conversation.share", { name: speakerName, share: percent.format(share) })}
            >
              <span style={{ width: `${share * 100}%`, background: avatars[speakerId]?.look.palette[0] }} />
            </div>
            <SpeakerCost circle={circle} speakerId={speakerId} isMember={isMember} />
            {!circle.members.includes(speakerId) && <p>{t("conversation.hasLeft")}</p>}
          </div>
          {isMember && avatars[speakerId]?.kind === "persona" && circle.members.includes(speakerId) && (
            <IconButton
              label={t("circle.dismiss", { name: speakerName })}
              onClick={() => void tryIntent("dismiss", { personaId: speakerId })}
            >
              <UserMinus />
            </IconButton>
          )}
        </li>
      ))}
    </ul>
  );
}
