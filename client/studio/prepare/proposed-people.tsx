import X from "lucide-react/icons/x";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { PersonaDraft } from "../../../schema/messages/persona.ts";
import type { Session } from "../../../schema/messages/session.ts";
import { changeDraft } from "../../panels/editor/change-draft.ts";
import { IdentitySection } from "../../panels/editor/identity-section.tsx";
import { PersonalitySection } from "../../panels/editor/personality-section.tsx";
import { Button, IconButton } from "../../panels/parts/button.tsx";
import { problemText } from "../../words/problem-text.ts";
import style from "../studio.module.css";
import { useMakePersona } from "./make-persona.ts";

type ProposedPeopleProps = { people: PersonaDraft[]; session: Session; onMade: (personaId: string) => void };

/** Each is edited or left out, and made by hand, in the place of the session. */
export function ProposedPeople({ people, session, onMade }: ProposedPeopleProps) {
  const { t } = useTranslation("studio");
  const [leftOut, setLeftOut] = useState<readonly PersonaDraft[]>([]);
  const kept = people.filter((draft) => !leftOut.includes(draft));
  if (kept.length === 0) return null;
  return (
    <>
      <h5>{t("plan.proposedPeople")}</h5>
      <ul className={style.list}>
        {kept.map((draft) => (
          <Person
            key={draft.name}
            proposed={draft}
            session={session}
            onMade={onMade}
            onLeaveOut={() => setLeftOut([...leftOut, draft])}
          />
        ))}
      </ul>
    </>
  );
}

type PersonProps = Omit<ProposedPeopleProps, "people"> & { proposed: PersonaDraft; onLeaveOut: () => void };

function Person({ proposed, session, onMade, onLeaveOut }: PersonProps) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const make = useMakePersona(session, onMade);
  const [draft, setDraft] = useState(proposed);
  const [isEditing, setEditing] = useState(false);
  const isSettled = make.isPending || make.isSuccess;
  const { name, description, demographics } = draft;
  const section = {
    draft,
    change: (change: Parameters<typeof changeDraft>[1]) => setDraft(changeDraft(draft, change)),
  };
  return (
    <li>
      <div className={style.person}>
        <span>
          <strong dir="auto">{name}</strong>
          <small dir="auto">
            {[demographics.age, demographics.occupation, description].filter(Boolean).join(" · ")}
          </small>
        </span>
        {!isSettled && (
          <>
            <Button
              aria-label={t("plan.editPerson", { name })}
              aria-expanded={isEditing}
              onClick={() => setEditing(!isEditing)}
            >
              {t("plan.edit")}
            </Button>
            <IconButton label={t("plan.leaveOut", { name })} onClick={onLeaveOut}>
              <X />
            </IconButton>
          </>
        )}
        <Button
          disabled={isSettled || name.trim() === ""}
          aria-label={t("plan.addPersona", { name })}
          onClick={() => make.mutate(async () => draft)}
        >
          {make.isSuccess ? t("plan.added") : t("plan.add")}
        </Button>
      </div>
      {isEditing && !isSettled && (
        <div className={style.form}>
          <IdentitySection {...section} />
          <PersonalitySection {...section} />
        </div>
      )}
      {make.isError && (
        <p className={style.problem} role="alert">
          {problemText(make.error, common)}
        </p>
      )}
    </li>
  );
}
