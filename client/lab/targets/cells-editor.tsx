import Plus from "lucide-react/icons/plus";
import { useTranslation } from "react-i18next";
import type { SurveyTrait } from "../../../schema/rules/survey/standard-traits.ts";
import { Button } from "../../panels/parts/button.tsx";
import { TextField } from "../../panels/parts/field.tsx";
import type { DraftCell, TargetDraftState } from "./draft-target.ts";
import { PoolFit } from "./pool-fit.tsx";
import { usePoolFit } from "./targets-api.ts";
import { TraitPicker } from "./trait-picker.tsx";
import { findStandardTrait, useTraitWords } from "../trait-words.ts";
import style from "./targets.module.css";

type EditorProps = {
  draft: TargetDraftState;
  onChange: (draft: TargetDraftState) => void;
  traits: readonly SurveyTrait[];
};

/** Groups of people: of each trait the values that will do, and how frequent the group is. */
export function CellsEditor({ draft, onChange, traits }: EditorProps) {
  const { t } = useTranslation("lab");
  const { cells, ownTraits } = draft;
  const filled = cells.map(({ wanted }) => wanted).filter((each) => Object.keys(each).length > 0);
  const counts = usePoolFit(filled).data;
  const total = cells.reduce((sum, { share }) => sum + readShare(share), 0);
  const setCells = (changed: DraftCell[], own = ownTraits) => onChange({ ...draft, cells: changed, ownTraits: own });
  const setCell = (index: number, cell: DraftCell, own = ownTraits) => setCells(cells.with(index, cell), own);
  return (
    <>
      {cells.map((cell, index) => (
        <fieldset key={index} className={style.trait}>
          <legend>{t("targets.cell", { number: index + 1 })}</legend>
          {Object.entries(cell.wanted).map(([traitId, wanted]) => (
            <ValueChips
              key={traitId}
              traitId={traitId}
              values={
                traits.find(({ id }) => id === traitId)?.values.map(({ id }) => id) ?? ownTraits[traitId] ?? wanted
              }
              wanted={wanted}
              onChange={(values) => {
                const { [traitId]: _, ...others } = cell.wanted;
                setCell(index, { ...cell, wanted: values.length > 0 ? { ...cell.wanted, [traitId]: values } : others });
              }}
            />
          ))}
          <div className={style.pair}>
            <TraitPicker
              taken={Object.keys(cell.wanted)}
              traits={traits}
              ownTraits={ownTraits}
              onPick={(traitId, values) =>
                setCell(
                  index,
                  { ...cell, wanted: { ...cell.wanted, [traitId]: values.slice(0, 1) } },
                  findStandardTrait(traitId) ? ownTraits : { ...ownTraits, [traitId]: values },
                )
              }
            />
            <TextField
              label={t("targets.share")}
              hint={t("targets.shareHint")}
              value={cell.share}
              inputMode="decimal"
              onText={(share) => setCell(index, { ...cell, share })}
            />
          </div>
          <PoolFit
            count={counts?.[filled.indexOf(cell.wanted)]}
            share={total > 0 ? readShare(cell.share) / total : 0}
          />
          {cells.length > 1 && (
            <Button look="quiet" onClick={() => setCells(cells.toSpliced(index, 1))}>
              {t("targets.removeCell", { number: index + 1 })}
            </Button>
          )}
        </fieldset>
      ))}
      <div className={style.tools}>
        <Button onClick={() => setCells([...cells, { wanted: {}, share: "1" }])}>
          <Plus aria-hidden /> {t("targets.addCell")}
        </Button>
      </div>
    </>
  );
}

/** As typed; 0 while it is no number. */
const readShare = (text: string): number => Math.max(0, Number(text.replace(",", ".")) || 0);

type ValueChipsProps = {
  traitId: string;
  values: readonly string[];
  wanted: readonly string[];
  /** Without any value left, the trait is open again. */
  onChange: (wanted: string[]) => void;
};

function ValueChips({ traitId, values, wanted, onChange }: ValueChipsProps) {
  const words = useTraitWords();
  return (
    <div className={style.chips} role="group" aria-label={words.nameOf(traitId)}>
      <span>{words.nameOf(traitId)}</span>
      {values.map((value) => {
        const isWanted = wanted.includes(value);
        return (
          <Button
            key={value}
            aria-pressed={isWanted}
            onClick={() => onChange(values.filter((each) => (each === value ? !isWanted : wanted.includes(each))))}
          >
            {words.valueOf(traitId, value)}
          </Button>
        );
      })}
    </div>
  );
}
