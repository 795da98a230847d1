import X from "lucide-react/icons/x";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MAX_ITEM_LENGTH, type ItemContent } from "../../../../schema/messages/outcome.ts";
import { Button, IconButton } from "../../parts/button.tsx";
import { ChoiceField, TextAreaField } from "../../parts/field.tsx";
import parts from "../../parts/parts.module.css";
import type { FieldsProps } from "../fields-props.ts";
import { useOutcomeScreen, type QuotedTurn } from "../outcome-context.ts";
import style from "../outcome.module.css";
import list from "./themes.module.css";

type Theme = Extract<ItemContent, { type: "theme" }>;
const MOST_QUOTATIONS = 20;
const LABEL_CHARACTERS = 60;

/** What people said that belongs to the theme: taken from turns, so that each is word for word. */
export function QuotationFields({ content, onContent }: FieldsProps<Theme>) {
  const { t } = useTranslation();
  const { speakerOf } = useOutcomeScreen();
  const [isPicking, setPicking] = useState(false);
  const set = (quotations: Theme["quotations"]) => onContent({ ...content, quotations });
  return (
    <fieldset className={style.form}>
      <legend className={parts.label}>{t("outcome.themes.quotations")}</legend>
      {content.quotations.map(({ turnId, text }, index) => (
        <div key={turnId + text} className={list.picked}>
          <blockquote className={list.quotation} dir="auto">
            {text} <span className={style.note}>{speakerOf(turnId)}</span>
          </blockquote>
          <IconButton
            label={t("outcome.themes.removeQuotation")}
            onClick={() => set(content.quotations.toSpliced(index, 1))}
          >
            <X />
          </IconButton>
        </div>
      ))}
      {isPicking && (
        <QuotationPicker
          onPick={(quotation) => {
            set([...content.quotations, quotation]);
            setPicking(false);
          }}
        />
      )}
      {!isPicking && content.quotations.length < MOST_QUOTATIONS && (
        <Button onClick={() => setPicking(true)}>{t("outcome.themes.addQuotation")}</Button>
      )}
    </fieldset>
  );
}

/** Starts with all that was said in a turn; what is left of it must be in the turn as it is. */
function QuotationPicker({ onPick }: { onPick: (quotation: Theme["quotations"][number]) => void }) {
  const { t } = useTranslation();
  const { listTurns } = useOutcomeScreen();
  const [turns] = useState(() => listTurns().toReversed());
  const [turn, setTurn] = useState<QuotedTurn | undefined>(turns[0]);
  const [words, setWords] = useState(turn?.text ?? "");
  if (!turn) return <p className={style.note}>{t("outcome.themes.nothingSaid")}</p>;
  const text = words.trim();
  const isSaid = text !== "" && turn.text.includes(text);
  const choose = (id: string) => {
    const chosen = turns.find((one) => one.id === id);
    setTurn(chosen);
    setWords(chosen?.text ?? "");
  };
  return (
    <>
      <ChoiceField
        label={t("outcome.themes.turn")}
        value={turn.id}
        options={turns.map(({ id, speakerName, text: said }) => ({
          value: id,
          label: `${speakerName}: ${begin(said)}`,
        }))}
        onChoose={choose}
      />
      <TextAreaField
        label={t("outcome.themes.words")}
        hint={t("outcome.themes.wordsHint")}
        error={isSaid ? null : t("outcome.themes.notSaid", { name: turn.speakerName })}
        value={words}
        maxLength={MAX_ITEM_LENGTH}
        onText={setWords}
      />
      <Button disabled={!isSaid || text.length > MAX_ITEM_LENGTH} onClick={() => onPick({ turnId: turn.id, text })}>
        {t("outcome.themes.quote")}
      </Button>
    </>
  );
}

const begin = (text: string): string => (text.length > LABEL_CHARACTERS ? `${text.slice(0, LABEL_CHARACTERS)}…` : text);
