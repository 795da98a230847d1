/** The report as one page that needs nothing else: figures, failing examples, transcripts. */
import { floorOf, reaches } from "../floors.ts";
import { formatFloor, formatValue, summariseFloors } from "./format-figures.ts";
import type { Report } from "./report.ts";

const STYLE = `
:root { color-scheme: light dark; --ground: light-dark(#f3e9da, #17110e); --surface: light-dark(#fffaf2, #221a16);
  --line: light-dark(#dfd0ba, #46382f); --text: light-dark(#2b2019, #f6ecdf); --soft: light-dark(#66543f, #cbb8a5);
  --accent: light-dark(#9c4318, #f0a95f); --good: light-dark(#37692f, #9ccf8d); --danger: light-dark(#a32e25, #f79a8c);
  --person: light-dark(#d8ebe6, #1f3d39); }
body { margin: 0 auto; max-width: 60rem; padding: 24px 16px 64px; background: var(--ground); color: var(--text);
  font: 0.9375rem/1.5 "Inter Variable", system-ui, sans-serif; }
h1 { font-size: 1.75rem; line-height: 1.25; margin: 0; } h2 { font-size: 1.3125rem; margin: 32px 0 8px; }
p { margin: 4px 0; } .soft { color: var(--soft); }
section, table { background: var(--surface); border: 1px solid var(--line); border-radius: 10px; }
section { padding: 8px 16px; margin: 12px 0; }
table { border-collapse: separate; border-spacing: 0; width: 100%; } .wide { overflow-x: auto; }
th, td { text-align: left; padding: 6px 12px; border-bottom: 1px solid var(--line); vertical-align: top; }
tr:last-child td { border-bottom: 0; } td.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
.good { color: var(--good); font-weight: 600; } .bad { color: var(--danger); font-weight: 600; }
summary { cursor: pointer; font-weight: 600; padding: 6px 0; } summary:focus-visible { outline: 2px solid var(--accent); }
blockquote { margin: 8px 0; padding: 4px 12px; border-left: 3px solid var(--accent); }
.turn { padding: 6px 12px; border-radius: 6px; margin: 2px 0; } .person { background: var(--person); }
.turn b { color: var(--accent); } .person b { color: inherit; }`;

/** @param before an earlier report to compare with, or null */
export function writePage(report: Report, before: Report | null): string {
  const { route, commit, seed, at, figures, talks } = report;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escape(`Evaluation of ${route}`)}</title><style>${STYLE}</style></head><body>
<h1>Evaluation of ${escape(route)}</h1>
<p class="soft">${escape([at.slice(0, 16).replace("T", " "), commit && `commit ${commit}`, `seed ${seed}`, `${talks.length} talks`].filter(Boolean).join(" · "))}</p>
${before ? `<p class="soft">Compared with ${escape(`${before.route} ${before.commit} of ${before.at.slice(0, 16).replace("T", " ")}`)}.</p>` : ""}
<p>${escape(summariseFloors(report))}</p>
<h2>Figures</h2><div class="wide"><table><thead><tr><th>What</th><th>Value</th><th>Floor</th>${before ? "<th>Before</th>" : ""}<th>Over</th></tr></thead>
<tbody>${figures.map((figure) => writeRow(figure, route, before)).join("\n")}</tbody></table></div>
<h2>What failed</h2>${figures.map(writeExamples).join("\n")}
<h2>Transcripts</h2>${talks.map(writeTalk).join("\n")}
</body></html>
`;
}

function writeRow(
  { key, title, method, value, unit, over }: Report["figures"][number],
  route: string,
  before: Report | null,
): string {
  const verdict = reaches({ key, value }, route);
  const tone = verdict === null ? "" : verdict ? " good" : " bad";
  const mark = verdict === null ? "" : verdict ? " ✓" : " ✗";
  const earlier = before?.figures.find((other) => other.key === key);
  const was = before ? `<td class="number">${earlier ? formatValue(earlier.value, unit) : ""}</td>` : "";
  return `<tr><td>${escape(title)}<br><span class="soft">${escape(method)}</span></td><td class="number${tone}">${formatValue(value, unit)}${mark}</td><td class="number">${formatFloor(floorOf(route, key), unit)}</td>${was}<td class="number">${over}</td></tr>`;
}

function writeExamples({ title, examples }: Report["figures"][number]): string {
  if (examples.length === 0) return "";
  const quotes = examples.map(
    ({ talk, text, note }) =>
      `<blockquote>${escape(text)}<br><span class="soft">${escape(`${note} — ${talk}`)}</span></blockquote>`,
  );
  return `<section><details><summary>${escape(title)} (${examples.length})</summary>${quotes.join("\n")}</details></section>`;
}

function writeTalk({ topic, turns }: Report["talks"][number]): string {
  const lines = turns.map(({ speakerName, speakerKind, text, firstWordMs }) => {
    const wait = firstWordMs === null ? "" : ` <span class="soft">${(firstWordMs / 1000).toFixed(1)} s</span>`;
    return `<div class="turn ${speakerKind}"><b>${escape(speakerName)}</b>${wait}<br>${escape(text) || '<span class="bad">(nothing)</span>'}</div>`;
  });
  return `<section><details open><summary>${escape(topic)}</summary>${lines.join("\n")}</details></section>`;
}

const escape = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
