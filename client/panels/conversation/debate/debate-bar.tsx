import Hand from "lucide-react/icons/hand";
import { useEffect, useRef, useState, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/react/shallow";
import { DebatePhase, ShownDebate } from "../../../../schema/messages/debate.ts";
import { FEWEST_SIDES, timeLeft } from "../../../../schema/rules/debate/debate-floor.ts";
import type { CircleSnapshot } from "../../../net/place-snapshot.ts";
import { tryIntent } from "../../../state/intents.ts";
import { usePlace } from "../../../state/place-store.ts";
import { serverClock } from "../../../state/server-clock.ts";
import { Button } from "../../parts/button.tsx";
import parts from "../../parts/parts.module.css";
import { useFocusHeir } from "../../parts/use-focus-heir.ts";
import { formatRemaining } from "./format-remaining.ts";
import style from "./debate.module.css";
import { useMayLetSpeak } from "./use-may-let-speak.ts";

type BarProps = { circle: CircleSnapshot; mayLead: boolean };

/** The parts of a debate with their clock, for everybody who hears it; whoever moderates leads it on (SPEC C2). */
export function DebateBar({ circle, mayLead }: BarProps) {
  const debate = circle.debate === "" ? null : ShownDebate.parse(JSON.parse(circle.debate));
  if (debate) return <Running circle={circle} debate={debate} mayLead={mayLead} />;
  return mayLead ? <Begin circle={circle} /> : null;
}

function Running({ circle, debate, mayLead }: BarProps & { debate: ShownDebate }) {
  const { t } = useTranslation();
  const { id: circleId, members } = circle;
  const mayLetSpeak = useMayLetSpeak(circle);
  const bar = useRef<HTMLElement>(null);
  const { phase: from, moderatorId } = debate;
  const moderator = usePlace((view) => view.avatars[moderatorId]?.name);
  const hands = usePlace(
    useShallow(({ avatars }) =>
      members
        .flatMap((id) => avatars[id] ?? [])
        .filter(
          ({ id, kind, gesture }) => kind === "person" && gesture === "raise-hand" && !debate.letSpeak.includes(id),
        ),
    ),
  );
  return (
    <section className={style.debate} aria-label={t("debate.label")} ref={bar} tabIndex={-1}>
      <ol className={style.phases}>
        {DebatePhase.options.map((phase) => (
          <li key={phase} aria-current={phase === from ? "step" : undefined}>
            {t(`debate.phases.${phase}`)}
          </li>
        ))}
      </ol>
      <Clock debate={debate} />
      {moderator && <span dir="auto">{t("debate.moderates", { name: moderator })}</span>}
      {mayLetSpeak && hands.length > 0 && (
        <span className={style.actions}>
          {hands.map(({ id, name }) => (
            <RaisedHand
              key={id}
              name={name}
              bar={bar}
              onLet={() => void tryIntent("steer", { circleId, action: "let-speak", personId: id })}
            />
          ))}
        </span>
      )}
      {mayLead && (
        <span className={style.actions}>
          <Button onClick={() => void tryIntent("steer", { circleId, action: "extend-phase", from })}>
            {t("debate.extend")}
          </Button>
          <Button look="primary" onClick={() => void tryIntent("steer", { circleId, action: "next-phase", from })}>
            {from === "verdict" ? t("debate.end") : t("debate.next")}
          </Button>
        </span>
      )}
    </section>
  );
}

type RaisedHandProps = { name: string; bar: RefObject<HTMLElement | null>; onLet: () => void };

/** Goes once it is pressed, or the hand is lowered: then the bar has the focus. */
function RaisedHand({ name, bar, onLet }: RaisedHandProps) {
  const { t } = useTranslation();
  const button = useRef<HTMLButtonElement>(null);
  useFocusHeir(button, bar);
  return (
    <Button ref={button} onClick={onLet}>
      <Hand aria-hidden /> <bdi>{t("debate.letSpeak", { name })}</bdi>
    </Button>
  );
}

const SECOND_MS = 1000;

function Clock({ debate }: { debate: ShownDebate }) {
  const { t } = useTranslation();
  const [now, setNow] = useState(serverClock.read);
  useEffect(() => {
    const timer = setInterval(() => setNow(serverClock.read()), SECOND_MS);
    return () => clearInterval(timer);
  }, []);
  if (now === null) return null;
  return (
    <span role="timer" aria-label={t("debate.clock")} className={style.clock}>
      {formatRemaining(timeLeft(debate, now))}
    </span>
  );
}

function Begin({ circle: { id: circleId, members } }: { circle: CircleSnapshot }) {
  const { t } = useTranslation();
  const names = usePlace(useShallow((view) => members.map((id) => view.avatars[id]?.name ?? "")));
  const [chosen, setChosen] = useState<string | null>(null);
  const moderatorId = members.find((id) => id === chosen) ?? members[0];
  if (!moderatorId || members.length <= FEWEST_SIDES) return null;
  return (
    <form
      className={style.debate}
      onSubmit={(event) => {
        event.preventDefault();
        void tryIntent("steer", { circleId, action: "begin-debate", moderatorId });
      }}
    >
      <label>
        {t("debate.moderator")}{" "}
        <select className={parts.input} value={moderatorId} onChange={({ target }) => setChosen(target.value)}>
          {members.map((id, index) => (
            <option key={id} value={id}>
              {names[index]}
            </option>
          ))}
        </select>
      </label>
      <Button type="submit">{t("debate.begin")}</Button>
    </form>
  );
}
