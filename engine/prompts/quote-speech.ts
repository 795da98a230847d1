/**
 * What people, personas and memories say reaches a model as quoted matter: one line, between marks that it cannot
 * close itself, so that a message never becomes an instruction or another speaker's line.
 */
const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** Angle brackets become typographic ones: no tag can be forged inside a quotation. */
const disarm = (text: string): string => oneLine(text).replaceAll("<", "‹").replaceAll(">", "›");

export const quoteSpeech = (speaker: string, text: string): string =>
  `<said by="${disarm(speaker).replaceAll('"', "'")}">${disarm(text)}</said>`;

export const quoteMemories = (texts: readonly string[]): string =>
  `<remembered>\n${texts.map((text) => `- ${disarm(text)}`).join("\n")}\n</remembered>`;

/** For prompts without marks (small models): one line, and no "Name:" that would look like a script. */
export const plainSpeech = (text: string): string =>
  disarm(text)
    .replace(/(?<=^|[.!?…] )(\p{Lu}[\p{L}'-]*(?: \p{Lu}[\p{L}'-]*)?):(?=\s)/gu, "$1,")
    .replace(/(?<=^|[。！？.!?…]\s?)([\p{L}\p{N}・· ]{1,12})：/gu, "$1，");

const LONGEST_WORD_CHARACTERS = 40;

/** Shortens to whole words; the end of what was said matters most to who answers. */
export function keepEnd(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const end = text.slice(-characters);
  // Where a script sets no spaces, the next one may be far off.
  const space = end.slice(0, LONGEST_WORD_CHARACTERS).indexOf(" ");
  return `… ${end.slice(space + 1).replace(/^[\uDC00-\uDFFF]/, "")}`;
}
