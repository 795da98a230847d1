/** "Sam said: I like tea." in its parts, as `witnessTurn` puts them together. */
export function splitRemembered(text: string): { speaker: string; words: string } {
  const [, speaker, words] = /^(.*?) said: ([^]*)$/.exec(text) ?? [];
  return words === undefined ? { speaker: "Somebody", words: text } : { speaker: speaker!, words };
}
