import { useState, type KeyboardEvent } from "react";
import { showTurn } from "../../state/screen.ts";

/** The search in the transcript; null while it is closed. */
export function useFind(onOpen: () => void) {
  const [query, look] = useState<string | null>(null);
  const close = () => {
    look(null);
    showTurn(null);
  };
  const open = () => {
    look((before) => before ?? "");
    onOpen();
  };
  return {
    query,
    look,
    close,
    toggle: () => (query === null ? open() : close()),
    /** Ctrl+F opens this search instead of the browser's find, which sees only rendered turns; pressed again, it opens the browser's. */
    onKeyDown(event: KeyboardEvent) {
      const isFind = event.code === "KeyF" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (!isFind || query !== null) return;
      event.preventDefault();
      open();
    },
  };
}
