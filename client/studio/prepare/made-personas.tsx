import { useState, type Ref } from "react";
import { useTranslation } from "react-i18next";
import { MAX_PERSONAS, type Session } from "../../../schema/messages/session.ts";
import { personaToDraft } from "../../../schema/rules/persona-to-draft.ts";
import { suggestPersonas } from "../../../schema/rules/session/suggest-personas.ts";
import { useLibrary } from "../../panels/library/library-api.ts";
import { Button } from "../../panels/parts/button.tsx";
import { TextField } from "../../panels/parts/field.tsx";
import { fetchPersona, usePersonaTemplates } from "../../panels/personas/personas-api.ts";
import { problemText } from "../../words/problem-text.ts";
import style from "../studio.module.css";
import { useMakePersona } from "./make-persona.ts";

const SHOWN_OF_LIBRARY = 6;

type MadePersonasProps = {
  ref: Ref<HTMLDetailsElement>;
  session: Session;
  count: number;
  onMade: (personaId: string) => void;
};

/** Personas made for the session, in its place: from templates, those that suit it first, or as copies from the library. */
export function MadePersonas({ ref, session, count, onMade }: MadePersonasProps) {
  const { t } = useTranslation("studio");
  const { t: common } = useTranslation();
  const [words, setWords] = useState("");
  const make = useMakePersona(session, onMade);
  const copy = (originId: string, name: string) =>
    make.mutate(async () => ({
      ...personaToDraft(await fetchPersona(originId)),
      name: common("persona.copyName", { name }),
      originId,
    }));
  const suggested = suggestPersonas(session.template);
  const templates = (usePersonaTemplates().data ?? []).toSorted(
    (one, other) => Number(suggested.includes(other.id)) - Number(suggested.includes(one.id)),
  );
  const entries = useLibrary(words.trim()).data?.pages[0]?.items.slice(0, SHOWN_OF_LIBRARY) ?? [];
  const isFull = count >= MAX_PERSONAS || make.isPending;
  return (
    <details ref={ref}>
      <summary>{t("plan.makePersonas")}</summary>
      <p className={style.soft}>{t("plan.fromTemplate")}</p>
      <div className={style.tools}>
        {templates.map(({ id, title, draft }) => (
          <Button
            key={id}
            disabled={isFull}
            onClick={() => make.mutate(async () => draft)}
            aria-label={t("plan.addPersona", { name: title })}
          >
            {title}
            {suggested.includes(id) && ` · ${t("plan.suggested")}`}
          </Button>
        ))}
      </div>
      <TextField label={t("plan.fromLibrary")} type="search" maxLength={200} value={words} onText={setWords} />
      <div className={style.tools}>
        {entries.map(({ personaId, name }) => (
          <Button
            key={personaId}
            disabled={isFull}
            onClick={() => copy(personaId, name)}
            aria-label={t("plan.addPersona", { name })}
          >
            <bdi>{name}</bdi>
          </Button>
        ))}
      </div>
      {make.isError && (
        <p className={style.problem} role="alert">
          {problemText(make.error, common)}
        </p>
      )}
    </details>
  );
}
