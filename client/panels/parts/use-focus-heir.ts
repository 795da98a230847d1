import { useEffectEvent, useLayoutEffect, type RefObject } from "react";

/** When `element` goes while the focus is in it, `heir` gets the focus: a keyboard would be left nowhere. */
export function useFocusHeir(element: RefObject<HTMLElement | null>, heir: RefObject<HTMLElement | null>): void {
  const leave = useEffectEvent((going: HTMLElement | null) => {
    if (going?.contains(document.activeElement)) heir.current?.focus();
  });
  useLayoutEffect(() => {
    const going = element.current;
    return () => leave(going);
  }, [element]);
}
