import { useState, type KeyboardEvent } from "react";
import { showTurn } from "../../state/screen.ts";

/** What is looked for in the transcript; null while nobody looks. */
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
    /** As the browser's own find would, where it would find only what is seen; pressed again, it is the browser's. */
    onKeyDown(event: KeyboardEvent) {
      const isFind = event.code === "KeyF" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
      if (!isFind || query !== null) return;
      event.preventDefault();
      open();
    },
  };
}
