import { useEffect } from "react";
import { actOnHint } from "../../state/act-on-hint.ts";
import { usePlace } from "../../state/place-store.ts";
import {
  closeDrawer,
  openDialog,
  showConversation,
  toggleDrawer,
  toggleTextView,
  useScreen,
} from "../../state/screen.ts";
import { COMPOSER_ID } from "../conversation/composer-id.ts";
import { nameKey } from "./name-key.ts";

/** The letter shortcuts of the page. The world handles walking keys. */
export function useKeys(): void {
  useEffect(() => {
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
}

function onKey(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
  if (hasOwnKeys(useScreen.getState())) return;
  const target = event.target as HTMLElement;
  if (event.key === "Escape") return backToWalking(target);
  if (isTyping(target)) return;
  const action = ACTIONS[nameKey(event) ?? ""] ?? (event.code === "KeyE" ? ACTIONS["e"] : undefined);
  // A focused button handles Enter itself.
  if (!action || (event.key === "Enter" && target.closest("button, a, [role=tab]"))) return;
  event.preventDefault();
  action();
}

/** Dialogs and replays handle their own keys. */
const hasOwnKeys = ({ page, dialog, replay }: ReturnType<typeof useScreen.getState>): boolean =>
  page !== null || dialog !== null || replay !== null;

const ACTIONS: Record<string, () => void> = {
  // Next to the walking keys, so by position too: on Dvorak, E is one of those.
  e: () => {
    const { hint, role } = usePlace.getState();
    if (hint && role === "visitor") void actOnHint(hint);
  },
  t: toggleTextView,
  p: () => toggleDrawer("people"),
  m: () => openDialog({ kind: "map" }),
  "?": () => openDialog({ kind: "keys" }),
  enter: () => {
    showConversation(true);
    // The panel may only now be rendering.
    requestAnimationFrame(() => document.getElementById(COMPOSER_ID)?.focus());
  },
};

/** Leaves a field first, then closes the drawer. */
function backToWalking(target: HTMLElement): void {
  target.blur();
  if (!isTyping(target)) closeDrawer();
}

function isTyping(target: HTMLElement): boolean {
  return target.matches("input:not([type=radio], [type=checkbox], [type=range]), textarea, select, [contenteditable]");
}
