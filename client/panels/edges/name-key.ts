import { WALK_KEYS } from "../../scene/controls/walk-keys.ts";

/** A letter of a script other than Latin: its layout has no M key. */
const OTHER_LETTER = /^(?!\p{Script=Latin})[\p{L}\p{M}]$/u;

type Key = Pick<KeyboardEvent, "key" | "code">;

/**
 * In lower case. Letters are named as they are printed, so that M opens the map on every Latin layout, and by position
 * where the layout has no Latin letters.
 */
export const nameAnyKey = ({ key, code }: Key): string =>
  (OTHER_LETTER.test(key) && code.startsWith("Key") ? code.slice(-1) : key).toLowerCase();

/** Null for a walking key. */
export const nameKey = (key: Key): string | null => (key.code in WALK_KEYS ? null : nameAnyKey(key));
