/** `@name` in a message: finding one at the caret, matching names, completing it. */

export type MentionAtCaret = { /** Index of the `@`. */ start: number; query: string };

const MENTION_MAX_LENGTH = 60;

/** A character before `@` that makes it part of an address; in scripts without spaces a mention may follow a word directly. */
const IN_ADDRESS =
  /[[\p{L}\p{M}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]][._%+\-]*$|[._%+\-]$/v;

/** The mention being typed, or null. An `@` inside a word (an address) is not a mention. */
export function findMention(text: string, caret: number): MentionAtCaret | null {
  const before = text.slice(Math.max(0, caret - MENTION_MAX_LENGTH), caret);
  const match = /[@＠]([^@＠\n]*)$/u.exec(before);
  if (match?.[1] === undefined || IN_ADDRESS.test(before.slice(0, match.index))) return null;
  return { start: caret - match[1].length - 1, query: match[1] };
}

const WITHOUT_SPACES = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/** Names with a word that begins with the query; those that begin with it come first. */
export function matchNames<Named extends { name: string }>(named: Named[], query: string): Named[] {
  const wanted = fold(query);
  const rank = ({ name }: Named) => {
    const folded = fold(name);
    if (folded.startsWith(wanted)) return 0;
    if (WITHOUT_SPACES.test(query)) return folded.includes(wanted) ? 1 : 2;
    return folded.split(/\s+/).some((word) => word.startsWith(wanted)) ? 1 : 2;
  };
  return named.filter((one) => rank(one) < 2).toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

export function completeMention(text: string, mention: MentionAtCaret, name: string): { text: string; caret: number } {
  const end = mention.start + 1 + mention.query.length;
  const head = `${text.slice(0, mention.start)}@${name} `;
  return { text: head + text.slice(end).replace(/^ /, ""), caret: head.length };
}

const fold = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
