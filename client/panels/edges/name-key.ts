import { WALK_KEYS } from "../../scene/controls/walk-keys.ts";

/** A letter of a script other than Latin: its layout has no M key. */
const OTHER_LETTER = /^(?!\p{Script=Latin})[\p{L}\p{M}]$/u;

type Key = Pick<KeyboardEvent, "key" | "code">;

/**
 * The name of a key, in lower case, or null for a walking key. Letters are named by the printed letter, so that M opens
 * the map on every Latin layout, and by position where the layout has no Latin letters.
 */
export function nameKey({ key, code }: Key): string | null {
  if (code in WALK_KEYS) return null;
  return (OTHER_LETTER.test(key) && code.startsWith("Key") ? code.slice(-1) : key).toLowerCase();
}
