/** What follows from the correction of a memory. */
import { extractPreferences } from "./extract-preferences.ts";
import { judgeImportance } from "./judge-importance.ts";
import type { Memory, NewMemory } from "./memory.ts";
import { splitRemembered } from "./split-remembered.ts";

/** The preferences that a corrected sentence states. Those of its former words have gone with them. */
export function preferencesOfCorrected(corrected: Memory, newId: () => string): NewMemory[] {
  if (corrected.kind !== "witnessed") return [];
  const { speaker, words } = splitRemembered(corrected.text);
  // Only a person's own words state their preferences.
  if (speaker === "I") return [];
  return extractPreferences(words).map((clause) => ({
    ...corrected,
    id: newId(),
    kind: "preference",
    text: `${speaker} said: ${clause}`,
    importance: judgeImportance(words, { speakerIsPerson: true, namesPersona: false, isPreference: true }),
    sourceIds: [corrected.id],
  }));
}
