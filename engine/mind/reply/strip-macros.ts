/** Removes placeholders of character cards, which models trained on them say: `{{user}}`, `<USER>` (SPEC M2). */
import type { StableText } from "./stable-text.ts";

const LONGEST = 60;
const MACRO = new RegExp(`\\{\\{([^{}\\n]{0,${LONGEST}})\\}\\}|<(char|bot|user|start)>`, "gi");
const UNDECIDED = new RegExp(`(?:\\{|\\{\\{[^{}\\n]{0,${LONGEST}}\\}?|<[a-z]{0,5})$`, "i");
const OPEN = /\{\{/;

/** `{{char}}` becomes the speaker's own name; braces that never close end the reply. */
export function stripMacros(input: string, ended: boolean, ownName: string): StableText {
  const decided = ended ? input : input.replace(UNDECIDED, "");
  const text = decided.replace(MACRO, (_, macro?: string, tag?: string) =>
    /^(?:char|bot)$/i.test((macro ?? tag ?? "").trim()) ? ownName : "",
  );
  const open = OPEN.exec(text);
  return open ? { text: text.slice(0, open.index), done: true } : { text, done: false };
}
