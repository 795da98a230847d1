import { Popover } from "@base-ui/react/popover";
import { useTranslation } from "react-i18next";
import type { Figure } from "../../../schema/messages/run-results.ts";
import { FIGURES } from "../../../schema/rules/survey/figures/figures.ts";
import { formatFigure } from "../../../schema/rules/survey/figures/format-figure.ts";
import { inPageLanguage } from "../../words/page-language.ts";
import money from "../../panels/money/money.module.css";
import style from "./results.module.css";

/** A number, which opens what it is: name, formula, what n counts, and what it does not say. @param label after its name */
export function FigureValue({ figure, label }: { figure: Figure; label?: string | undefined }) {
  const { t, i18n } = useTranslation("lab");
  const { formula, counts, limits } = FIGURES[figure.id];
  const name = nameOf(figure, label);
  const shown = formatFigure(figure, i18n.language);
  return (
    <Popover.Root>
      <Popover.Trigger className={style.value} aria-label={t("results.define", { name, value: shown })}>
        {shown}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={style.definitionPosition} sideOffset={8}>
          <Popover.Popup className={money.popover}>
            <Popover.Title className={money.popoverTitle}>{name}</Popover.Title>
            <Popover.Description render={<div className={style.definition} />}>
              <p>{shown}</p>
              <p className={style.formula}>{formula}</p>
              <p>
                n = {new Intl.NumberFormat(i18n.language).format(figure.n)}, {inPageLanguage(counts)}
              </p>
              {figure.low !== null && <p>{t("results.bandMeans")}</p>}
              <p>{inPageLanguage(limits)}</p>
            </Popover.Description>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}

const nameOf = ({ id }: Figure, label: string | undefined) =>
  [inPageLanguage(FIGURES[id].name), ...(label === undefined ? [] : [label])].join(": ");

type FigureLineProps = {
  figures: readonly Figure[];
  /** By place: what sets figures of one name apart. */
  labels?: readonly (string | undefined)[];
};

/** Figures by name, in a line. */
export const FigureLine = ({ figures, labels = [] }: FigureLineProps) => (
  <dl className={style.line}>
    {figures.map((figure, place) => (
      <div key={place}>
        <dt dir="auto">{nameOf(figure, labels[place])}</dt>
        <dd>
          <FigureValue figure={figure} label={labels[place]} />
        </dd>
      </div>
    ))}
  </dl>
);
