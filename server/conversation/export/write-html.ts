import { escapeHtml } from "../../http/escape-html.ts";
import { headOf, markOf, sectionsOf, type Exported } from "./exported.ts";

const STYLE = `
body { font: 1rem/1.5 system-ui, sans-serif; max-width: 45rem; margin: 2rem auto; padding: 0 1rem; color: #222; background: #fff; overflow-wrap: anywhere; }
h2, h3 { font-size: 1rem; margin: 1.5rem 0 0.25rem; break-after: avoid; }
time { font-weight: normal; color: #595959; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 1rem; } dt { color: #595959; } dd { margin: 0; }
p, li { margin: 0; white-space: pre-wrap; }
.person p { border-inline-start: 3px solid #a4561f; padding-inline-start: 0.75rem; }
@media print { body { max-width: none; margin: 0; padding: 0; font-size: 10pt; } li { break-inside: avoid; } }
@page { margin: 18mm 16mm; }
`;

/** One page that needs nothing else, on screens and on paper. Each text has its own direction. */
export async function* writeHtml(exported: Exported): AsyncGenerator<string> {
  const { title } = exported.head;
  const head = headOf(exported.head).map(([name, value]) => `<dt>${name}</dt><dd dir="auto">${escapeHtml(value)}</dd>`);
  const sections = sectionsOf(exported).map(({ title: name, lines }) => {
    const items = lines.map(({ text, links }) => {
      const numbers = links.map(({ turnId, number }) => `<a href="#${escapeHtml(turnId)}">${number}</a>`);
      return `<li dir="auto">${escapeHtml(text)} ${numbers.join(" ")}</li>`;
    });
    return `<section><h2 dir="auto">${escapeHtml(name)}</h2><ul>${items.join("\n")}</ul></section>\n`;
  });
  yield `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
<h1 dir="auto">${escapeHtml(title)}</h1>
<dl>${head.join("")}</dl>
${sections.join("")}`;
  for await (const turns of exported.readTurns("said"))
    yield turns
      .map(
        ({ id, speakerName, speakerKind, startedAt, status, edits, text }) =>
          `<article id="${escapeHtml(id)}" class="${speakerKind}"><h3><bdi>${escapeHtml(speakerName)}</bdi> <time datetime="${startedAt}">${startedAt}</time>${escapeHtml(markOf({ status, edits }))}</h3><p dir="auto">${escapeHtml(text)}</p></article>\n`,
      )
      .join("");
  yield "</html>\n";
}
