import { hashText } from "../../schema/rules/hash-text.ts";

/** Part of `SpeechSynthesisVoice`. */
export type Voice = { name: string; lang: string; localService: boolean };
/** `voice` null: the browser has none of this language and takes its own default. */
export type SpeakerVoice<Kind extends Voice> = { voice: Kind | null; pitch: number; rate: number };

const STEPS = 7;
const PITCH = { least: 0.8, most: 1.25 };
const RATE = { least: 0.95, most: 1.1 };

/**
 * The same speaker always sounds the same on this browser; where voices are few, pitch and rate tell speakers apart.
 * A voice that sends its text to a server is used only if there is no other of this language.
 */
export function chooseVoice<Kind extends Voice>(
  voices: readonly Kind[],
  language: string,
  speakerId: string,
): SpeakerVoice<Kind> {
  const spoken = voices.filter(({ lang }) => primaryOf(lang) === primaryOf(language));
  const local = spoken.filter(({ localService }) => localService);
  const offered = (local.length > 0 ? local : spoken).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const number = hashText(speakerId);
  return {
    voice: offered[number % offered.length] ?? null,
    pitch: at(PITCH, Math.floor(number / 64) % STEPS),
    rate: at(RATE, Math.floor(number / 4096) % STEPS),
  };
}

/** Android writes `en_GB`. */
const primaryOf = (tag: string): string => tag.split(/[-_]/)[0]!.toLowerCase();

const at = ({ least, most }: { least: number; most: number }, step: number): number =>
  least + ((most - least) * step) / (STEPS - 1);
