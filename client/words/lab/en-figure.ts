export const enFigure = {
  showTable: "{{title}} as a table",
  showChart: "{{title}} as a chart",
  save: "Save {{title}}",
  formats: { svg: "Picture (SVG)", png: "Picture (PNG)", csv: "Table (CSV)" },
  noPicture: "Your browser made no picture of it. Try SVG, or another browser.",
};
