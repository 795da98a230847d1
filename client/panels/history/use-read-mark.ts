import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { markRead } from "./history-api.ts";

/** Readers see many turns arrive; one mark stands for them. */
const PAUSE_MS = 1000;

/**
 * Keeps how far the person has read (SPEC C3). `lastId` is the last turn they see; null: none.
 * @returns the turn up to which they had read before they came; null: nothing, or it is not known yet
 */
export function useReadMark(circleId: string, lastId: string | null): string | null {
  const queries = useQueryClient();
  const [before, setBefore] = useState<{ circleId: string; turnId: string | null } | null>(null);
  useEffect(() => {
    if (lastId === null) return undefined;
    const send = async () => {
      if (document.hidden) return;
      // A mark that is not kept is sent with the next turn.
      const turnId = await markRead(circleId, lastId).catch(() => undefined);
      if (turnId === undefined) return;
      // Nothing is new to somebody who had read all of it.
      const before = { circleId, turnId: turnId === lastId ? null : turnId };
      setBefore((known) => (known?.circleId === circleId ? known : before));
      void queries.invalidateQueries({ queryKey: ["conversations", "unread"] });
    };
    const timer = setTimeout(() => void send(), PAUSE_MS);
    const onShown = () => void send();
    document.addEventListener("visibilitychange", onShown);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", onShown);
    };
  }, [circleId, lastId, queries]);
  return before?.circleId === circleId ? before.turnId : null;
}
