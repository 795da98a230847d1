import { useTranslation } from "react-i18next";
import { writeCsv } from "../../../schema/rules/write-csv.ts";
import { SaveMenu } from "../../panels/parts/save-menu.tsx";
import { saveFile } from "../../state/save-file.ts";
import { drawPng, drawSvg } from "./chart-file.ts";
import type { FigureProps } from "./figure-props.ts";

const FORMATS = ["svg", "png", "csv"] as const;
type Format = (typeof FORMATS)[number];

/** A chart as a picture, its table as CSV. */
export function SaveFigure(figure: FigureProps) {
  const { t } = useTranslation("lab");
  return (
    <SaveMenu
      label={t("figure.save", { title: figure.title })}
      formats={FORMATS}
      nameOf={(format) => t(`figure.formats.${format}`)}
      save={(format) => saveAs(figure, format)}
      problemOf={() => t("figure.noPicture")}
    />
  );
}

async function saveAs(figure: FigureProps, format: Format): Promise<void> {
  const { title, table, note } = figure;
  // What file systems refuse.
  const name = `${title
    .replace(/[\\/:*?"<>|\n]/g, " ")
    .slice(0, 80)
    .trim()}.${format}`;
  if (format === "csv") saveFile(name, writeCsv([table.heads, ...table.rows, [note]]), "text/csv");
  else if (format === "svg") saveFile(name, drawSvg(figure), "image/svg+xml");
  else saveFile(name, await drawPng(figure), "image/png");
}
