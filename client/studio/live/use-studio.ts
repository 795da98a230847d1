/** What a facilitator can do while the session runs, by button and by key (SPEC C9). */
import { useEffect, useEffectEvent, useRef, type RefObject } from "react";
import type { Session } from "../../../schema/messages/session.ts";
import { tryIntent } from "../../state/intents.ts";
import { usePlace } from "../../state/place-store.ts";
import { useProbes } from "../probe/probes-api.ts";
import { useAct } from "../sessions-api.ts";

/** Keys act only while the focus is in `root`, and in no field of it: elsewhere a letter is just a letter. */
export function useStudio({ id, circleId, status, plan, times, lead }: Session, root: RefObject<HTMLElement | null>) {
  const act = useAct(id);
  const circle = usePlace((view) => view.circles[circleId ?? ""]);
  const lastTurnId = usePlace((view) => view.transcripts[circleId ?? ""]?.endedTurns.at(-1)?.id);
  const openProbe = useProbes(id).data?.items.find(({ closedAt }) => closedAt === null);
  /** Where a new question is written. */
  const questionField = useRef<HTMLDivElement>(null);
  const myId = usePlace((view) => view.myId);
  const isLead = lead.userId === myId;
  const isLive = status === "live";
  const isFrozen = times.frozenAt !== null;
  const isPaused = circle?.status === "paused" && !isFrozen;
  const hasNext = isLive && times.section + 1 < plan.guide.length;
  const put = (path: string, body: object) => act.mutate({ method: "PUT", path, body });
  const moveTo = (section: number) => put("/section", { from: times.section, to: section });
  const studio = {
    isFrozen,
    isLead,
    isPaused,
    hasNext,
    canPin: isLive && lastTurnId !== undefined,
    error: act.error,
    moveTo,
    next: () => hasNext && moveTo(times.section + 1),
    togglePause: () => void (circleId && tryIntent("steer", { circleId, action: isPaused ? "resume" : "pause" })),
    toggleFrozen: () => put("/frozen", { frozen: !isFrozen }),
    mute: (memberId: string, muted: boolean) => put(`/mutes/${encodeURIComponent(memberId)}`, { muted }),
    pin: () => lastTurnId && act.mutate({ method: "POST", path: "/pins", body: { turnId: lastTurnId } }),
    takeLead: () => isLive && !isLead && put("/lead", { from: lead.userId }),
    questionField,
    ask: () => questionField.current?.querySelector<HTMLElement>("input, select, textarea")?.focus(),
    closeProbe: () => openProbe && put(`/probes/${openProbe.id}`, { closed: true }),
    end: () => act.mutate({ method: "POST", path: "/end" }),
  };

  const onKey = useEffectEvent((event: KeyboardEvent) => {
    const target = event.target as HTMLElement;
    if (!isLive || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    if (target.matches("input, textarea, select, [contenteditable]")) return;
    const action = {
      n: studio.next,
      p: studio.togglePause,
      f: studio.toggleFrozen,
      k: studio.pin,
      l: studio.takeLead,
      q: studio.ask,
      c: studio.closeProbe,
    }[event.key.toLowerCase()];
    if (!action) return;
    event.preventDefault();
    action();
  });
  useEffect(() => {
    const element = root.current;
    const listen = (event: KeyboardEvent) => onKey(event);
    element?.addEventListener("keydown", listen);
    return () => element?.removeEventListener("keydown", listen);
  }, [root]);
  return studio;
}
