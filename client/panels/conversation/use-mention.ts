import { useState, type KeyboardEvent } from "react";
import { useShallow } from "zustand/react/shallow";
import type { AvatarSnapshot } from "../../net/place-snapshot.ts";
import { usePlace } from "../../state/place-store.ts";
import { completeMention, findMention, matchNames } from "./mention.ts";

type Mention = {
  /** The matching members; empty while no name is being typed. */
  offered: AvatarSnapshot[];
  /** The option that Enter takes. */
  option: AvatarSnapshot | undefined;
  setCaret: (caret: number) => void;
  /** Call it on every change of the text: the list starts over. */
  restart: (caret: number) => void;
  /** The text with that name inserted. */
  completed: (name: string) => { text: string; caret: number } | null;
  /** True when the list handled the key. */
  onKey: (event: KeyboardEvent, take: (name: string) => void) => boolean;
};

/** The names offered after an `@`: those of the circle's members. */
export function useMention(circleId: string, text: string): Mention {
  const [caret, setCaret] = useState(0);
  const [chosen, setChosen] = useState(0);
  const [isDismissed, setDismissed] = useState(false);
  const mention = isDismissed ? null : findMention(text, caret);
  const isOpen = mention !== null;
  const present = usePlace(
    useShallow(({ circles, avatars, myId }) =>
      isOpen ? (circles[circleId]?.members ?? []).flatMap((id) => (id === myId ? [] : (avatars[id] ?? []))) : [],
    ),
  );
  const offered = mention ? matchNames(present, mention.query) : [];
  const option = offered[Math.min(chosen, offered.length - 1)];

  const keys: Record<string, () => void> = {
    ArrowDown: () => setChosen((chosen + 1) % offered.length),
    ArrowUp: () => setChosen((chosen - 1 + offered.length) % offered.length),
    Escape: () => setDismissed(true),
  };
  return {
    offered,
    option,
    setCaret,
    restart(at) {
      setCaret(at);
      setChosen(0);
      setDismissed(false);
    },
    completed: (name) => mention && completeMention(text, mention, name),
    onKey(event, take) {
      const isTaking = (event.key === "Enter" || event.key === "Tab") && !event.shiftKey;
      const act = isTaking ? () => option && take(option.name) : keys[event.key];
      if (!option || !act) return false;
      event.preventDefault();
      // Escape closes the list, not the panel around the box.
      if (event.key === "Escape") event.stopPropagation();
      act();
      return true;
    },
  };
}
