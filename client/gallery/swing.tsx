import { useTranslation } from "react-i18next";
import type { AudienceVote } from "../../schema/messages/gallery.ts";
import style from "./gallery.module.css";

/** Shares before (hollow) and after, and how many went from what to what. Nothing before a round is closed. */
export function Swing({ vote: { options, before, after, swing } }: { vote: AudienceVote }) {
  const { t } = useTranslation();
  if (before === null) return null;
  const votedTwice = (swing ?? []).flat().reduce((sum, people) => sum + people, 0);
  const moves = (swing ?? [])
    .flatMap((row, from) => row.map((people, to) => ({ from, to, people })))
    .filter(({ from, to, people }) => from !== to && people > 0)
    .toSorted((one, other) => other.people - one.people);
  return (
    <div className={style.swing} role="status">
      <dl>
        {options.map((option, index) => (
          <div key={option}>
            <dt dir="auto">{option}</dt>
            <Share label={t("gallery.round.before")} counts={before} index={index} isHollow />
            {after && <Share label={t("gallery.round.after")} counts={after} index={index} />}
          </div>
        ))}
      </dl>
      {swing && <h4>{t("gallery.swing")}</h4>}
      {swing && moves.length === 0 && <p>{t(votedTwice === 0 ? "gallery.nobodyTwice" : "gallery.nobodyMoved")}</p>}
      <ul>
        {moves.map(({ from, to, people }) => (
          <li key={`${from} ${to}`} dir="auto">
            {t("gallery.moved", { count: people, from: options[from], to: options[to] })}
          </li>
        ))}
      </ul>
    </div>
  );
}

type ShareProps = { label: string; counts: number[]; index: number; isHollow?: boolean };

function Share({ label, counts, index, isHollow }: ShareProps) {
  const total = counts.reduce((sum, count) => sum + count, 0);
  const percent = total === 0 ? 0 : Math.round((100 * counts[index]!) / total);
  return (
    <dd data-hollow={isHollow || undefined}>
      <small>{label}</small>
      <span className={style.share} aria-hidden>
        {percent > 0 && <span style={{ width: `${percent}%` }} />}
      </span>
      <small>
        {percent} % ({counts[index]})
      </small>
    </dd>
  );
}
