import { useTranslation } from "react-i18next";
import type { SurveyTrait } from "../../../schema/rules/survey/standard-traits.ts";
import { TextAreaField } from "../../panels/parts/field.tsx";
import type { TargetDraftState } from "./draft-target.ts";
import { readPeople } from "./read-people.ts";
import { useTraitWords } from "../trait-words.ts";
import style from "./targets.module.css";

type EditorProps = {
  draft: TargetDraftState;
  onChange: (draft: TargetDraftState) => void;
  traits: readonly SurveyTrait[];
};
const ROWS = 8;
const MOST_LETTERS = 1_000_000;

/** A table of people, pasted as CSV. */
export function PeopleEditor({ draft, onChange, traits }: EditorProps) {
  const { t } = useTranslation("lab");
  const words = useTraitWords();
  const { people, notUnderstood } = readPeople(draft.people, words, traits);
  return (
    <>
      <TextAreaField
        label={t("targets.people")}
        hint={t("targets.peopleHint")}
        value={draft.people}
        rows={ROWS}
        maxLength={MOST_LETTERS}
        spellCheck={false}
        placeholder={"age,gender,party\n25-34,woman,democrat\n65-and-over,man,republican"}
        onText={(text) => onChange({ ...draft, people: text })}
      />
      <p className={style.notes} role="status">
        {t("targets.peopleRead", { count: people.length })}
      </p>
      {notUnderstood.length > 0 && (
        <ul className={style.warning}>
          {notUnderstood.map(({ traitId, value, count }) => (
            <li key={`${traitId} ${value}`}>
              {t("targets.notUnderstood", { trait: words.nameOf(traitId), value, count })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
