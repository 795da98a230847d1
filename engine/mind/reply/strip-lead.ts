/** Removes what some models put before a reply: their own name, "Reply:", a remark in parentheses, praise, their profession. */
import { isNamed, matchLabel, mayBecomeLabel, NAMELESS, SCRIPT_ROLES, UNDECIDED_NAMELESS } from "./match-label.ts";
import type { StableText } from "./stable-text.ts";

const REPLY_LABELS = ["Reply", "Response", "Answer", "Antwort"];
/** What assistants begin with, and nobody else does: "As a baker, …", "That's a great question!" */
const PREAMBLE =
  /^(?:as (?:an? |the |someone |somebody )[^,.!?:;\n]{1,80},\s+|(?:(?:well|oh), )?(?:(?:that(?:['’]s| is)|what) )?(?:an? )?(?:really |very )?(?:good|great|interesting|excellent|important|fascinating|valid) (?:question|point|idea)(?:, \p{Lu}[\p{L}-]+)?[.!,]+(?=\s|$)\s*)/iu;
/** While its first clause has not ended, a text that begins like this may become one. */
const MAY_BE_PREAMBLE =
  /^(?:(?:well|oh),? ?)?(?:(?:as|that|what|a|an|really|very|good|great|interesting|excellent|important|fascinating|valid)(?:['’\s]|$)|\p{L}{1,3}$)/iu;
const LONGEST_PREAMBLE = 120;
const BRACKET = /^[([][^)\]\n]{0,160}[)\]]\s*/;
const UNDECIDED_BRACKET = /^[([][^)\]\n]{0,160}$/;

type Names = { ownNames: readonly string[]; otherNames: readonly string[] };

export function stripLead(input: string, ended: boolean, { ownNames, otherNames }: Names): StableText {
  const labels = [...ownNames, ...REPLY_LABELS];
  const others = [...otherNames, ...SCRIPT_ROLES];
  let text = input.trimStart();
  for (;;) {
    if (!ended && BRACKET.test(text) && mayBecomeLabel(text, others)) break;
    const lead = matchLabel(text, labels) || matchRemark(text, others);
    const preamble = lead > 0 ? 0 : matchPreamble(text, ownNames);
    if (lead + preamble === 0) break;
    text = text.slice(lead + preamble).trimStart();
    if (preamble > 0) text = text.charAt(0).toUpperCase() + text.slice(1);
  }
  return { text: !ended && isUndecided(text, [...labels, ...others]) ? "" : text, done: false };
}

/** A remark in brackets, or a colon without a name. "[Tom]: …" is Tom's line, not a remark before one's own. */
const matchRemark = (text: string, others: readonly string[]): number => {
  if (matchLabel(text, others) > 0) return 0;
  return (BRACKET.exec(text) ?? NAMELESS.exec(text))?.[0].length ?? 0;
};

const isUndecided = (text: string, labels: readonly string[]): boolean =>
  mayBecomeLabel(text, labels) ||
  UNDECIDED_BRACKET.test(text) ||
  UNDECIDED_NAMELESS.test(text) ||
  mayBecomePreamble(text);

function matchPreamble(text: string, ownNames: readonly string[]): number {
  const asItself = /^as (?=(?<name>[^,.!?:;\n]{1,80}),\s+)/iu.exec(text)?.groups?.["name"];
  if (asItself !== undefined && isNamed(asItself, ownNames)) return text.indexOf(",") + 1;
  return PREAMBLE.exec(text)?.[0].length ?? 0;
}

const mayBecomePreamble = (text: string): boolean =>
  text.length < LONGEST_PREAMBLE &&
  MAY_BE_PREAMBLE.test(text) &&
  !/[.!?,;:\n]\s/.test(text.replace(/^(?:well|oh), /i, ""));
