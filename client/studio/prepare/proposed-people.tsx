import { useTranslation } from "react-i18next";
import type { PersonaDraft } from "../../../schema/messages/persona.ts";
import { Button } from "../../panels/parts/button.tsx";
import { useSavePersona } from "../../panels/personas/personas-api.ts";
import { problemText } from "../../words/problem-text.ts";
import style from "../studio.module.css";

type ProposedPeopleProps = { people: PersonaDraft[]; placeId: string; onMade: (personaId: string) => void };

/** Each is made by hand, in the place of the session; then edited like any persona. */
export function ProposedPeople({ people, placeId, onMade }: ProposedPeopleProps) {
  const { t } = useTranslation("studio");
  return (
    <>
      <h5>{t("plan.proposedPeople")}</h5>
      <ul className={style.list}>
        {people.map((draft) => (
          <Person key={draft.name} draft={draft} placeId={placeId} onMade={onMade} />
        ))}
      </ul>
    </>
  );
}

type PersonProps = Omit<ProposedPeopleProps, "people"> & { draft: PersonaDraft };

function Person({ draft, placeId, onMade }: PersonProps) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const save = useSavePersona(null);
  const { name, description, demographics } = draft;
  return (
    <li className={style.person}>
      <span>
        <strong dir="auto">{name}</strong>
        <small dir="auto">{[demographics.age, demographics.occupation, description].filter(Boolean).join(" · ")}</small>
      </span>
      <Button
        disabled={save.isPending || save.isSuccess}
        aria-label={t("plan.addPersona", { name })}
        onClick={() => save.mutate({ ...draft, placeId }, { onSuccess: ({ id }) => onMade(id) })}
      >
        {save.isSuccess ? t("plan.added") : t("plan.add")}
      </Button>
      {save.isError && (
        <p className={style.problem} role="alert">
          {problemText(save.error, common)}
        </p>
      )}
    </li>
  );
}
