/** Removes what some models put before a reply: their own name, "Reply:", a remark in parentheses. */
import { matchLabel, mayBecomeLabel, NAMELESS, UNDECIDED_NAMELESS } from "./match-label.ts";
import type { StableText } from "./stable-text.ts";

const REPLY_LABELS = ["Reply", "Response", "Answer", "Antwort"];
const BRACKET = /^[([][^)\]\n]{0,160}[)\]]\s*/;
const UNDECIDED_BRACKET = /^[([][^)\]\n]{0,160}$/;

export function stripLead(input: string, ended: boolean, ownNames: readonly string[]): StableText {
  const labels = [...ownNames, ...REPLY_LABELS];
  let text = input.trimStart();
  for (;;) {
    const label = matchLabel(text, labels);
    const bracket = label > 0 ? 0 : (BRACKET.exec(text)?.[0].length ?? 0);
    const colon = label + bracket > 0 ? 0 : (NAMELESS.exec(text)?.[0].length ?? 0);
    if (label + bracket + colon === 0) break;
    text = text.slice(label + bracket + colon).trimStart();
  }
  const undecided =
    !ended && (mayBecomeLabel(text, labels) || UNDECIDED_BRACKET.test(text) || UNDECIDED_NAMELESS.test(text));
  return { text: undecided ? "" : text, done: false };
}
