import { useEffect, useEffectEvent, type RefObject } from "react";
import { useScreen } from "../../state/screen.ts";
import { nameKeys } from "./name-keys.ts";
import type { Studio } from "./use-studio.ts";

const FIELDS = "input:not([type=radio], [type=checkbox]), textarea, select, [contenteditable]";
/** They use digits, arrows or letters themselves. */
const OWN_KEYS = "[role=menu], [role=listbox]";

const isModified = ({ ctrlKey, metaKey, altKey }: KeyboardEvent): boolean => ctrlKey || metaKey || altKey;
const isPaletteKey = ({ ctrlKey, metaKey, altKey, shiftKey, key }: KeyboardEvent): boolean =>
  (ctrlKey || metaKey) && !altKey && !shiftKey && key.toLowerCase() === "k";

/**
 * Keys act only while the focus is in `root`, and in no field of it: elsewhere a letter is just a letter. They also act
 * while nothing has it: what had it may be gone, such as a button for what is done.
 */
export function useStudioKeys(root: RefObject<HTMLElement | null>, { view, show, actions }: Studio): void {
  const openPalette = () => show({ isPaletteOpen: true });

  /** Out of a field first, then a drawer closes. The studio stays: what is half written in it would be lost. */
  const leave = (isTyping: boolean) => {
    root.current?.focus();
    if (!isTyping) show({ drawer: null });
  };
  const find = (keys: string, target: HTMLElement) => {
    // A focused button handles Enter itself.
    if (keys === "Enter" && target.closest("button, a, [role=tab]")) return null;
    const action = actions.find((one) => one.keys === keys);
    return action ? () => action.isOff !== true && action.run() : null;
  };
  const actOf = (event: KeyboardEvent) => {
    if (event.repeat || event.isComposing || event.defaultPrevented) return null;
    if (isPaletteKey(event)) return openPalette;
    if (isModified(event)) return null;
    const target = event.target as HTMLElement;
    const isTyping = target.matches(FIELDS);
    if (event.key === "Escape") return () => leave(isTyping);
    if (isTyping || target.closest(OWN_KEYS)) return null;
    const keys = nameKeys(event);
    return keys === "/" ? openPalette : find(keys, target);
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const act = view.isPaletteOpen || useScreen.getState().dialog !== null ? null : actOf(event);
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  });
  useEffect(() => {
    const element = root.current;
    const listen = (event: KeyboardEvent) => onKey(event);
    const listenOnPage = (event: KeyboardEvent) => event.target === document.body && onKey(event);
    element?.addEventListener("keydown", listen);
    // Before the dialog that holds the studio, which closes it by Esc.
    window.addEventListener("keydown", listenOnPage, true);
    return () => {
      element?.removeEventListener("keydown", listen);
      window.removeEventListener("keydown", listenOnPage, true);
    };
  }, [root]);
}
