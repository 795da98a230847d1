import { ownValue } from "../own-value.ts";

const ENTITIES: Record<string, string> = { nbsp: " ", lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" };

/** HTML as text, for prompts and questions; line breaks and paragraphs stay. */
export const toPlainText = (html: string): string =>
  dropUnshown(html)
    .replace(/<br\s*\/?>|<\/(p|div|li|h\d)>/gi, "\n")
    .replace(/<[a-z/!][^<>]*>/gi, "")
    .replace(/&(\w+|#\d+);/g, (entity, name: string) => ownValue(ENTITIES, name) ?? entity)
    .replace(/[ \t\r\u00a0]+/g, " ")
    .replace(/ ?\n ?/g, "\n")
    .replace(/\n{3,}/g, "\n\n")
    .trim();

/** Styles and scripts, to the end where one is not closed; each character is read once, however many begin. */
function dropUnshown(html: string): string {
  let shown = "";
  let from = 0;
  let open: string | null = null;
  for (const { 0: tag, 1: slash, 2: name, index } of html.matchAll(/<(\/?)(style|script)\b[^<>]*>/gi)) {
    if (open === null && slash === "") {
      shown += html.slice(from, index);
      open = name!.toLowerCase();
    } else if (open === name!.toLowerCase() && slash === "/") {
      from = index + tag.length;
      open = null;
    }
  }
  return open === null ? shown + html.slice(from) : shown;
}
