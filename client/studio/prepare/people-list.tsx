import DoorOpen from "lucide-react/icons/door-open";
import Undo from "lucide-react/icons/undo-2";
import UserX from "lucide-react/icons/user-x";
import { useTranslation } from "react-i18next";
import type { Session } from "../../../schema/messages/session.ts";
import { useStageMs } from "../../gallery/use-stage-ms.ts";
import type { PersonChange, SessionPerson } from "../../../schema/messages/session-seat.ts";
import { Button, IconButton } from "../../panels/parts/button.tsx";
import { problemText } from "../../words/problem-text.ts";
import { useAct, usePeopleOf, useSession } from "../sessions-api.ts";
import { StagePass } from "../live/stage-pass.tsx";
import style from "../studio.module.css";

/** Who came by a link, and what they may do now. */
export function PeopleList({ id, isOver = false }: { id: string; isOver?: boolean }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const people = usePeopleOf(id).data?.items ?? [];
  const session = useSession(id).data;
  const act = useAct(id);
  const set = (userId: string, body: PersonChange) =>
    act.mutate({ method: "PUT", path: `/people/${encodeURIComponent(userId)}`, body });
  const waiting = people.filter(({ status }) => status === "waiting");
  return (
    <section aria-label={t("people.title")}>
      {act.isError && (
        <p className={style.problem} role="alert">
          {problemText(act.error, common)}
        </p>
      )}
      {people.length === 0 && <p className={style.soft}>{t("people.nobody")}</p>}
      {!isOver && waiting.length > 1 && (
        <Button onClick={() => waiting.forEach(({ userId }) => set(userId, { status: "admitted" }))}>
          {t("people.admitAll", { count: waiting.length })}
        </Button>
      )}
      <ul className={style.list}>
        {people.map((person) => (
          <li key={person.userId} className={style.person}>
            <About person={person} />
            {session && !isOver && (
              <Acts person={person} session={session} onSet={(body) => set(person.userId, body)} />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function About({ person: { name, role, status, consentVersion } }: { person: SessionPerson }) {
  const { t } = useTranslation("studio");
  return (
    <span>
      <strong dir="auto">{name || t("people.somebody")}</strong>
      <small>
        {t(`roles.${role}`)} · {t(`attendance.${status}`)}
        {consentVersion !== null && ` · ${t("people.agreed", { version: consentVersion })}`}
      </small>
    </span>
  );
}

type ActsProps = { person: SessionPerson; session: Session; onSet: (body: PersonChange) => void };

function Acts({ person, session, onSet }: ActsProps) {
  const { t } = useTranslation("studio");
  const { name, role, status } = person;
  return (
    <>
      {(status === "waiting" || status === "dismissed") && (
        <Button aria-label={t("people.admit", { name })} onClick={() => onSet({ status: "admitted" })}>
          <DoorOpen aria-hidden /> {t("people.letIn")}
        </Button>
      )}
      {status === "admitted" && role === "participant" && (
        <IconButton label={t("people.back", { name })} onClick={() => onSet({ status: "waiting" })}>
          <Undo />
        </IconButton>
      )}
      {status === "admitted" && role === "spectator" && <Stage person={person} session={session} onSet={onSet} />}
      {status !== "dismissed" && status !== "withdrawn" && (
        <IconButton label={t("people.dismiss", { name })} onClick={() => onSet({ status: "dismissed" })}>
          <UserX />
        </IconButton>
      )}
    </>
  );
}

/** A spectator may be brought on stage once they have agreed to the form. */
function Stage({ person: { name, consentVersion, onStageUntil }, session, onSet }: ActsProps) {
  const { t, i18n } = useTranslation("studio");
  const seconds = Math.ceil(useStageMs({ onStageUntil, now: session.now }) / 1000);
  if (consentVersion !== session.consentVersion) return <small>{t("people.notAgreed")}</small>;
  if (seconds === 0) return <StagePass name={name} onSet={onSet} />;
  const left = new Intl.NumberFormat(i18n.language, { style: "unit", unit: "second" }).format(seconds);
  const label = t("people.offStage", { left });
  return (
    <Button aria-label={`${label}: ${name}`} onClick={() => onSet({ onStageSeconds: 0 })}>
      {label}
    </Button>
  );
}
