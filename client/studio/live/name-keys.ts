import { nameAnyKey } from "../../panels/edges/name-key.ts";

/** They are typed with Shift on some layouts. */
const SIGNS = ["/", "+", "-"];

/** How the studio names what was pressed: "N", "Shift+N", "Shift+1", "/", "Enter". Digits go by position. */
export function nameKeys(event: Pick<KeyboardEvent, "key" | "code" | "shiftKey">): string {
  if (SIGNS.includes(event.key)) return event.key;
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code)?.[1];
  const name = digit ?? nameAnyKey(event);
  return (event.shiftKey ? "Shift+" : "") + name.charAt(0).toUpperCase() + name.slice(1);
}
