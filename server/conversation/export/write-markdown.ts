import { headOf, markOf, sectionsOf, type Exported } from "./exported.ts";

const escape = (text: string) => text.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");

export function writeMarkdown(exported: Exported): string {
  const sections = sectionsOf(exported);
  const linked = new Set(sections.flatMap(({ lines }) => lines.flatMap(({ links }) => links.map((one) => one.turnId))));
  const outcome = sections.flatMap(({ title, lines }) => [
    `## ${escape(title)}`,
    "",
    ...lines.map(({ text, links }) => {
      const numbers = links.map(({ turnId, number }) => `[${number}](#turn-${turnId})`);
      return `- ${escape(text)}${numbers.length > 0 ? ` (${numbers.join(", ")})` : ""}`;
    }),
    "",
  ]);
  const turns = exported.turns.flatMap(({ id, speakerName, startedAt, status, edits, text }) => [
    `${linked.has(id) ? `<a id="turn-${id}"></a>` : ""}**${escape(speakerName)}** · ${startedAt}${markOf({ status, edits })}`,
    "",
    escape(text).replace(/^/gm, "> "),
    "",
  ]);
  const head = headOf(exported).map(([name, value]) => `- ${name}: ${escape(value)}`);
  return `${[`# ${escape(exported.title)}`, "", ...head, "", ...outcome, ...turns].join("\n").trimEnd()}\n`;
}
