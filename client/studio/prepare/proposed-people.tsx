import { useTranslation } from "react-i18next";
import type { PersonaDraft } from "../../../schema/messages/persona.ts";
import type { Session } from "../../../schema/messages/session.ts";
import { Button } from "../../panels/parts/button.tsx";
import { problemText } from "../../words/problem-text.ts";
import style from "../studio.module.css";
import { useMakePersona } from "./make-persona.ts";

type ProposedPeopleProps = { people: PersonaDraft[]; session: Session; onMade: (personaId: string) => void };

/** Each is made by hand, in the place of the session; then edited like any persona. */
export function ProposedPeople({ people, session, onMade }: ProposedPeopleProps) {
  const { t } = useTranslation("studio");
  return (
    <>
      <h5>{t("plan.proposedPeople")}</h5>
      <ul className={style.list}>
        {people.map((draft) => (
          <Person key={draft.name} draft={draft} session={session} onMade={onMade} />
        ))}
      </ul>
    </>
  );
}

type PersonProps = Omit<ProposedPeopleProps, "people"> & { draft: PersonaDraft };

function Person({ draft, session, onMade }: PersonProps) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const make = useMakePersona(session, onMade);
  const { name, description, demographics } = draft;
  return (
    <li className={style.person}>
      <span>
        <strong dir="auto">{name}</strong>
        <small dir="auto">{[demographics.age, demographics.occupation, description].filter(Boolean).join(" · ")}</small>
      </span>
      <Button
        disabled={make.isPending || make.isSuccess}
        aria-label={t("plan.addPersona", { name })}
        onClick={() => make.mutate(async () => draft)}
      >
        {make.isSuccess ? t("plan.added") : t("plan.add")}
      </Button>
      {make.isError && (
        <p className={style.problem} role="alert">
          {problemText(make.error, common)}
        </p>
      )}
    </li>
  );
}
