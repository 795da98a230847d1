import { headOf, linkedIn, markOf, sectionsOf, type Exported } from "./exported.ts";

const escape = (text: string) => text.replace(/[\\`*_{}[\]<>#|~]/g, "\\$&");

export async function* writeMarkdown(exported: Exported): AsyncGenerator<string> {
  const sections = sectionsOf(exported);
  const linked = linkedIn(sections);
  const outcome = sections.flatMap(({ title, lines }) => [
    "",
    `## ${escape(title)}`,
    "",
    ...lines.map(({ text, links }) => {
      const numbers = links.map(({ turnId, number }) => `[${number}](#turn-${turnId})`);
      return `- ${escape(text)}${numbers.length > 0 ? ` (${numbers.join(", ")})` : ""}`;
    }),
  ]);
  const head = headOf(exported.head).map(([name, value]) => `- ${name}: ${escape(value)}`);
  yield `${[`# ${escape(exported.head.title)}`, "", ...head, ...outcome].join("\n")}\n`;
  for await (const turns of exported.readTurns("said"))
    yield turns
      .map(({ id, speakerName, startedAt, status, edits, text }) => {
        const anchor = linked.has(id) ? `<a id="turn-${id}"></a>` : "";
        const said = escape(text).replace(/^/gm, "> ");
        return `\n${anchor}**${escape(speakerName)}** · ${startedAt}${markOf({ status, edits })}\n\n${said}\n`;
      })
      .join("");
}
