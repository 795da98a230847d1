/** Placeholders of character cards, filled or removed: none may reach a prompt or anybody's speech (SPEC M2). */

export type MacroNames = {
  /** For `{{char}}` and `<BOT>`. */
  persona: string;
  /** For `{{user}}` and `<USER>`: whoever it will talk with, such as "the visitor". */
  visitor: string;
};

/** Macros nest; what is still nested after this many rounds is not text. */
const MOST_ROUNDS = 8;

/** @returns the text without any macro: `{{random:a,b}}` and its like become their first choice, unknown ones nothing */
export function fillMacros(text: string, names: MacroNames): string {
  let filled = text;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = fillOnce(filled, names);
    if (next === filled) break;
    filled = next;
  }
  return removeMarks(filled, names);
}

const fillOnce = (text: string, names: MacroNames): string =>
  fillTags(
    text.replace(/\{\{([^{}]*)\}\}/g, (_, macro: string) => fillMacro(macro.trim(), names)),
    names,
  );

const fillTags = (text: string, { persona, visitor }: MacroNames): string =>
  text
    .replace(/<(?:bot|char)>/gi, () => persona)
    .replace(/<user>/gi, () => visitor)
    .replace(/<start>/gi, "\n");

function fillMacro(macro: string, { persona, visitor }: MacroNames): string {
  const [, name = "", argument = ""] = /^([^:\s]*)[:\s]*(.*)$/s.exec(macro) ?? [];
  switch (name.toLowerCase()) {
    case "char":
    case "bot":
      return persona;
    case "user":
      return visitor;
    case "random":
    case "pick":
      return argument.split(/::|(?<!\\),/)[0]?.trim() ?? "";
    default:
      return "";
  }
}

/** Unpaired or endlessly nested ones. */
function removeMarks(text: string, names: MacroNames): string {
  let left = text;
  for (let round = 0; round < MOST_ROUNDS; round++) left = fillTags(left.replace(/\{{2,}|\}{2,}/g, ""), names);
  return left.replace(/<(?:bot|char|user|start)>/gi, "");
}
