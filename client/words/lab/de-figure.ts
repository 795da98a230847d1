export const deFigure = {
  showTable: "{{title}} als Tabelle",
  showChart: "{{title}} als Diagramm",
  save: "{{title}} speichern",
  formats: { svg: "Bild (SVG)", png: "Bild (PNG)", csv: "Tabelle (CSV)" },
  noPicture: "Dein Browser hat kein Bild davon gemacht. Versuche es mit SVG oder einem anderen Browser.",
};
