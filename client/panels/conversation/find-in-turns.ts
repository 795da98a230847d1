import type { TurnView } from "../../../schema/messages/room-messages.ts";

/** Of turns that say it, or whose speaker is called so, oldest first. */
export function findInTurns(turns: readonly Pick<TurnView, "id" | "text" | "speakerName">[], query: string): string[] {
  const pattern = toPattern(query);
  if (!pattern) return [];
  return turns.filter(({ text, speakerName }) => pattern.test(text) || pattern.test(speakerName)).map(({ id }) => id);
}

/** The text in pieces; every second one, from the second on, is what was looked for. */
export function splitByQuery(text: string, query: string): string[] {
  const pattern = toPattern(query);
  return pattern ? text.split(new RegExp(`(${pattern.source})`, "iu")) : [text];
}

/** Any case; however many spaces and line breaks stand between the words. */
function toPattern(query: string): RegExp | null {
  const words = query.trim().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return null;
  return new RegExp(words.map((word) => word.replace(/[\\^$.*+?()[\]{}|/]/gu, "\\$&")).join("\\s+"), "iu");
}
