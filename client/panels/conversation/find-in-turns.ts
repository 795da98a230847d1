import type { TurnView } from "../../../schema/messages/room-messages.ts";

/** Ids of turns whose text or speaker name matches, oldest first. */
export function findInTurns(turns: readonly Pick<TurnView, "id" | "text" | "speakerName">[], query: string): string[] {
  const pattern = toPattern(query);
  if (!pattern) return [];
  return turns.filter(({ text, speakerName }) => pattern.test(text) || pattern.test(speakerName)).map(({ id }) => id);
}

/** Splits the text around matches: every second piece, from the second on, is a match. */
export function splitByQuery(text: string, query: string): string[] {
  const pattern = toPattern(query);
  return pattern ? text.split(new RegExp(`(${pattern.source})`, "iu")) : [text];
}

/** Ignores case and the number of spaces and line breaks between words. */
function toPattern(query: string): RegExp | null {
  const words = query.trim().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return null;
  return new RegExp(words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&")).join("\\s+"), "iu");
}
