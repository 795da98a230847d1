import { WALK_KEYS } from "../../scene/controls/walk-keys.ts";

/** A letter of a script other than Latin: its layout has no M to press. */
const OTHER_LETTER = /^(?!\p{Script=Latin})[\p{L}\p{M}]$/u;

type Key = Pick<KeyboardEvent, "key" | "code">;

/**
 * What a key is called here, in small letters, or null when it is a walking key. Letters go by what is printed on the
 * key, so that M opens the map on every Latin layout, and by place where the layout has no Latin letters.
 */
export function nameKey({ key, code }: Key): string | null {
  if (code in WALK_KEYS) return null;
  return (OTHER_LETTER.test(key) && code.startsWith("Key") ? code.slice(-1) : key).toLowerCase();
}
