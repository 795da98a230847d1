import { useTranslation } from "react-i18next";
import type { SurveyTrait } from "../../../schema/rules/survey/standard-traits.ts";
import { Button } from "../../panels/parts/button.tsx";
import { evenShares, setShare, type TargetDraftState } from "./draft-target.ts";
import { PoolFit } from "./pool-fit.tsx";
import { usePoolFit } from "./targets-api.ts";
import { TraitPicker } from "./trait-picker.tsx";
import { findStandardTrait, useTraitWords } from "../trait-words.ts";
import { usePercent } from "../use-percent.ts";
import style from "./targets.module.css";

type EditorProps = {
  draft: TargetDraftState;
  onChange: (draft: TargetDraftState) => void;
  traits: readonly SurveyTrait[];
};

/** For each trait a slider for each of its values; they stay at 100 %. */
export function MarginalsEditor({ draft, onChange, traits }: EditorProps) {
  const { t } = useTranslation("lab");
  const words = useTraitWords();
  const percent = usePercent();
  const { marginals } = draft;
  const cells = Object.entries(marginals).flatMap(([traitId, shares]) =>
    Object.keys(shares).map((value) => ({ traitId, value })),
  );
  const counts = usePoolFit(cells.map(({ traitId, value }) => ({ [traitId]: [value] }))).data;
  const countOf = (traitId: string, value: string) =>
    counts?.[cells.findIndex((cell) => cell.traitId === traitId && cell.value === value)];
  const set = (traitId: string, shares: Record<string, number>) =>
    onChange({ ...draft, marginals: { ...marginals, [traitId]: shares } });
  return (
    <>
      <div className={style.traits}>
        {Object.entries(marginals).map(([traitId, shares]) => {
          const total = Object.values(shares).reduce((sum, share) => sum + share, 0);
          return (
            <fieldset key={traitId} className={style.trait}>
              <legend>{words.nameOf(traitId)}</legend>
              {Object.entries(shares).map(([value, share]) => (
                <label key={value} className={style.share}>
                  <span>{words.valueOf(traitId, value)}</span>
                  <input
                    type="range"
                    min={0}
                    max={100}
                    step={0.5}
                    value={(share / total) * 100}
                    onChange={(event) => set(traitId, setShare(shares, value, Number(event.target.value)))}
                  />
                  <output>{percent(share / total)}</output>
                  <PoolFit count={countOf(traitId, value)} share={share / total} />
                </label>
              ))}
              <Button
                look="quiet"
                onClick={() => {
                  const { [traitId]: _, ...others } = marginals;
                  onChange({ ...draft, marginals: others });
                }}
              >
                {t("targets.removeTrait", { name: words.nameOf(traitId) })}
              </Button>
            </fieldset>
          );
        })}
      </div>
      <TraitPicker
        taken={Object.keys(marginals)}
        traits={traits}
        ownTraits={draft.ownTraits}
        onPick={(traitId, values) =>
          onChange({
            ...draft,
            marginals: { ...marginals, [traitId]: evenShares(values) },
            ownTraits: findStandardTrait(traitId) ? draft.ownTraits : { ...draft.ownTraits, [traitId]: values },
          })
        }
      />
    </>
  );
}
