/**
 * Quotes what people, personas and memories say for a model: one line, between marks that the text cannot
 * close itself, so that a message never becomes an instruction or another speaker's line.
 */
const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();

/** Angle brackets become typographic ones: no tag can be forged inside a quotation. */
const disarm = (text: string): string => oneLine(text).replaceAll("<", "‹").replaceAll(">", "›");

export const quoteSpeech = (speaker: string, text: string): string =>
  `<said by="${disarm(speaker).replaceAll('"', "'")}">${disarm(text)}</said>`;

export const quoteMemories = (texts: readonly string[]): string =>
  `<remembered>\n${texts.map((text) => `- ${disarm(text)}`).join("\n")}\n</remembered>`;

/** For prompts without marks (small models): one line, without a "Name:" that would look like a script. */
export const plainSpeech = (text: string): string =>
  disarm(text)
    .replace(/(?<=^|[.!?…] )(\p{Lu}[\p{L}'-]*(?: \p{Lu}[\p{L}'-]*)?):(?=\s)/gu, "$1,")
    .replace(/(?<=^|[。！？.!?…]\s?)([\p{L}\p{N}・· ]{1,12})：/gu, "$1，");

/** The beginning of a text that a circle improves, which says what it is; "" without one. */
export const plainText = (text: string | undefined, characters: number): string =>
  text ? `The text that you all improve: “${plainSpeech(text.slice(0, characters).toWellFormed())}”` : "";

const LONGEST_WORD_CHARACTERS = 40;

/** Shortens to the last whole words, because the end of an utterance matters most to the answer. */
export function keepEnd(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const end = text.slice(-characters);
  // In scripts without spaces, the next one may be far away.
  const space = end.slice(0, LONGEST_WORD_CHARACTERS).indexOf(" ");
  return `… ${end.slice(space + 1).replace(/^[\uDC00-\uDFFF]/, "")}`;
}
