/** The frame of a report: one page that needs nothing else, on screens and on paper. */
import { escapeHtml } from "../../http/escape-html.ts";

const STYLE = `
:root { color-scheme: light dark; }
:root, :host { --surface: light-dark(#fffaf2, #221a16); --line: light-dark(#dfd0ba, #46382f);
  --text: light-dark(#2b2019, #f6ecdf); --soft: light-dark(#66543f, #cbb8a5); --warning: light-dark(#7a5200, #f1c75b);
  --chart-1: light-dark(#b0501f, #f0a95f); --chart-2: light-dark(#1f6660, #7cc5ba); --chart-3: light-dark(#a37a0c, #f4dc8f); }
body { margin: 0 auto; max-width: 46rem; padding: 24px 16px 64px; background: var(--surface); color: var(--text);
  font: 0.9375rem/1.5 "Inter Variable", system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0 0 8px; } h2 { font-size: 1.3125rem; margin: 32px 0 8px; }
h3 { font-size: 1.0625rem; margin: 24px 0 4px; } p { margin: 4px 0; } .soft { color: var(--soft); font-size: 0.8125rem; }
.simulated { padding: 8px 12px; border: 1px dashed var(--soft); border-radius: 6px; }
.warning { padding: 2px 12px; border-left: 3px solid var(--warning); margin: 6px 0; }
.wide { overflow-x: auto; } table { border-collapse: collapse; font-size: 0.8125rem; margin: 8px 0; } table .soft { font-size: inherit; font-weight: 400; }
th, td { overflow-wrap: normal; text-align: right; padding: 4px 8px; border-bottom: 1px solid var(--line); font-variant-numeric: tabular-nums; }
th:first-child, td.text { text-align: left; } dl { display: grid; grid-template-columns: max-content 1fr; gap: 2px 16px; margin: 8px 0; }
dt { color: var(--soft); } dd { margin: 0; } blockquote { margin: 4px 0; padding-left: 12px; border-left: 2px solid var(--line); }
.said { white-space: pre-wrap; } article, section { margin: 12px 0; } ol { padding-left: 24px; } a { color: inherit; }
:target, article:focus { outline: 2px solid var(--chart-1); outline-offset: 6px; border-radius: 2px; }
svg { max-width: 100%; height: auto; } code { font-size: 0.75rem; } .hollow { border: 1.5px solid currentColor; }
.key { display: inline-block; width: 12px; height: 12px; margin: 0 4px 0 12px; vertical-align: -1px; box-sizing: border-box; }
@media (max-width: 500px) { dl { grid-template-columns: 1fr; } dd { margin-bottom: 6px; } }
@media print { :root, :host { color-scheme: light; } body { max-width: none; padding: 0; background: #fff; font-size: 10pt; }
  .wide { overflow: visible; } table { font-size: 8pt; } th, td { padding: 3px 4px; overflow-wrap: anywhere; } th:first-child { min-width: 5rem; }
  article, blockquote, li, tr, svg, .warning { break-inside: avoid; } h2, h3 { break-after: avoid; } }
@page { margin: 18mm 16mm; }`;

const begin = (title: string, language: string): string =>
  `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>
`;
const END = `
</body></html>
`;

/** @param body HTML */
export const reportPage = (title: string, language: string, body: string): string =>
  begin(title, language) + body + END;

/** Of a long one, parts that are made as they are read. */
export async function* reportParts(
  title: string,
  language: string,
  body: AsyncIterable<string>,
): AsyncGenerator<string> {
  yield begin(title, language);
  yield* body;
  yield END;
}

/** @param heads and cells are HTML; the first column names the rows */
export const table = (heads: readonly string[], rows: readonly (readonly string[])[]): string =>
  rows.length === 0
    ? ""
    : `<div class="wide"><table><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead><tbody>${rows
        .map(
          ([name = "", ...cells]) =>
            `<tr><th scope="row">${name}</th>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`,
        )
        .join("")}</tbody></table></div>`;

/** @param entries HTML */
export const definitionList = (entries: readonly (readonly [string, string])[]): string =>
  entries.length === 0
    ? ""
    : `<dl>${entries.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join("")}</dl>`;
