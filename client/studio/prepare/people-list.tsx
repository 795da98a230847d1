import DoorOpen from "lucide-react/icons/door-open";
import Undo from "lucide-react/icons/undo-2";
import UserX from "lucide-react/icons/user-x";
import { useTranslation } from "react-i18next";
import type { PersonChange, SessionPerson } from "../../../schema/messages/session-seat.ts";
import { Button, IconButton } from "../../panels/parts/button.tsx";
import { problemText } from "../../words/problem-text.ts";
import { useAct, usePeopleOf } from "../sessions-api.ts";
import { StagePass } from "../live/stage-pass.tsx";
import style from "../studio.module.css";

/** Who came by a link, and what they may do now. */
export function PeopleList({ id, isOver = false }: { id: string; isOver?: boolean }) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const people = usePeopleOf(id).data?.items ?? [];
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
          <Person key={person.userId} person={person} isOver={isOver} onSet={(body) => set(person.userId, body)} />
        ))}
      </ul>
    </section>
  );
}

type PersonProps = { person: SessionPerson; isOver: boolean; onSet: (body: PersonChange) => void };

function Person({ person, isOver, onSet }: PersonProps) {
  const { t } = useTranslation("studio");
  const { name, role, status, consentVersion } = person;
  return (
    <li className={style.person}>
      <span>
        <strong dir="auto">{name || t("people.somebody")}</strong>
        <small>
          {t(`roles.${role}`)} · {t(`attendance.${status}`)}
          {consentVersion !== null && ` · ${t("people.agreed", { version: consentVersion })}`}
        </small>
      </span>
      {!isOver && <PersonActs person={person} onSet={onSet} />}
    </li>
  );
}

function PersonActs({ person: { name, role, status }, onSet }: Omit<PersonProps, "isOver">) {
  const { t } = useTranslation("studio");
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
      {status === "admitted" && role === "spectator" && <StagePass name={name} onSet={onSet} />}
      {status !== "dismissed" && status !== "withdrawn" && (
        <IconButton label={t("people.dismiss", { name })} onClick={() => onSet({ status: "dismissed" })}>
          <UserX />
        </IconButton>
      )}
    </>
  );
}
