/** How a facilitator steers the session, its circle and who speaks in it. */
import { useTranslation } from "react-i18next";
import { useShallow } from "zustand/react/shallow";
import type { Intent } from "../../../schema/messages/room-messages.ts";
import type { Session } from "../../../schema/messages/session.ts";
import { tryIntent } from "../../state/intents.ts";
import { showNotice, usePlace } from "../../state/place-store.ts";
import type { Turn } from "../../state/transcript.ts";
import { useProbes } from "../probe/probes-api.ts";
import { useAct } from "../sessions-api.ts";
import { DIGITS, type StudioAction } from "./studio-action.ts";

export function useSteering(session: Session) {
  const { id, times, plan, lead } = session;
  const { t } = useTranslation("studio");
  const act = useAct(id);
  const isLead = usePlace(({ myId }) => lead.userId === myId);
  const isFrozen = times.frozenAt !== null;
  const put = (path: string, body: object) => act.mutate({ method: "PUT", path, body });
  const moveTo = (section: number) => put("/section", { from: times.section, to: section });
  const mute = (memberId: string, muted: boolean) => put(`/mutes/${encodeURIComponent(memberId)}`, { muted });
  const openProbe = useProbes(id).data?.items.find(({ closedAt }) => closedAt === null);
  const lastTurn = usePlace((view) => view.transcripts[session.circleId ?? ""]?.endedTurns.at(-1));
  const pin = ({ id: turnId, speakerName: name }: Turn) =>
    act.mutate(
      { method: "POST", path: "/pins", body: { turnId } },
      { onSuccess: () => showNotice({ code: "pinned", level: "info", text: t("live.pinned", { name }) }) },
    );
  const actions: StudioAction[] = [
    {
      id: "next",
      label: t("live.next"),
      keys: "N",
      isOff: times.section + 1 >= plan.guide.length,
      run: () => moveTo(times.section + 1),
    },
    {
      id: "previous",
      label: t("live.previous"),
      keys: "Shift+N",
      isOff: times.section === 0,
      run: () => moveTo(times.section - 1),
    },
    {
      id: "freeze",
      label: t(isFrozen ? "live.unfreeze" : "live.freeze"),
      keys: "F",
      run: () => put("/frozen", { frozen: !isFrozen }),
    },
    {
      id: "pin",
      label: t("live.pin"),
      keys: "K",
      isOff: !lastTurn,
      run: () => lastTurn && pin(lastTurn),
    },
    {
      id: "lead",
      label: t("live.takeLead"),
      keys: "L",
      isOff: isLead,
      run: () => put("/lead", { from: lead.userId }),
    },
    {
      id: "close-probe",
      label: t("live.closeProbe"),
      keys: "C",
      isOff: !openProbe,
      run: () => openProbe && put(`/probes/${openProbe.id}`, { closed: true }),
    },
    ...useCircleActions(session),
    ...useTurnActions(session),
    ...useFloorActions(session, mute),
  ];
  return { act, isLead, isFrozen, moveTo, mute, actions, end: () => act.mutate({ method: "POST", path: "/end" }) };
}

/** Of the talk itself; nothing while everything is frozen. */
function useCircleActions({ circleId: ownCircleId, times }: Session): StudioAction[] {
  const { t } = useTranslation("studio");
  const circleId = ownCircleId ?? "";
  const circle = usePlace(({ circles }) => circles[circleId]);
  const isOff = !circle || times.frozenAt !== null;
  const isManual = circle?.mode === "manual";
  const isPaused = circle?.status === "paused" && times.frozenAt === null;
  const speed = circle?.speed ?? 1;
  const steer = (change: Intent<"steer">) => () => void tryIntent("steer", change);
  return [
    {
      id: "pause",
      label: t(isPaused ? "live.resume" : "live.pause"),
      keys: "P",
      isOff,
      run: steer({ circleId, action: isPaused ? "resume" : "pause" }),
    },
    {
      id: "mode",
      label: t(isManual ? "live.auto" : "live.manual"),
      keys: "Y",
      isOff,
      run: steer({ circleId, action: "set-mode", mode: isManual ? "auto" : "manual" }),
    },
    {
      id: "faster",
      label: t("live.faster"),
      keys: "+",
      isOff: isOff || speed >= 10,
      run: steer({ circleId, action: "set-speed", speed: speed + 1 }),
    },
    {
      id: "slower",
      label: t("live.slower"),
      keys: "-",
      isOff: isOff || speed <= 1,
      run: steer({ circleId, action: "set-speed", speed: speed - 1 }),
    },
    { id: "turn", label: t("live.askTurn"), keys: "O", isOff, run: steer({ circleId, action: "next" }) },
  ];
}

/** Of the draft of the next speaker, and of one's own seat. */
function useTurnActions({ circleId: ownCircleId, times }: Session): StudioAction[] {
  const { t } = useTranslation("studio");
  const circleId = ownCircleId ?? "";
  const circle = usePlace(({ circles }) => circles[circleId]);
  const hasDraft = usePlace(({ transcripts }) => transcripts[circleId]?.draft?.decision != null);
  const isSeated = usePlace(({ myId }) => circle?.members.includes(myId) === true);
  const isOff = circle?.mode !== "manual" || times.frozenAt !== null;
  const steer = (change: Intent<"steer">) => () => void tryIntent("steer", change);
  return [
    {
      id: "send-draft",
      label: t("live.sendDraft"),
      keys: "D",
      isOff: isOff || !hasDraft,
      run: steer({ circleId, action: "send-draft" }),
    },
    { id: "another", label: t("live.another"), keys: "R", isOff, run: steer({ circleId, action: "skip" }) },
    {
      id: "sit",
      label: t(isSeated ? "live.stand" : "live.sit"),
      keys: "Z",
      isOff: !circle,
      run: () => void (isSeated ? tryIntent("leave-circle", {}) : tryIntent("join-circle", { circleId })),
    },
  ];
}

/** 1–9 gives a persona the floor, with Shift it takes it from anybody, or gives it back. */
function useFloorActions(session: Session, mute: (memberId: string, muted: boolean) => void): StudioAction[] {
  const { t } = useTranslation("studio");
  const circleId = session.circleId ?? "";
  const members = usePlace(({ circles }) => circles[circleId]?.members) ?? [];
  const avatars = usePlace(useShallow((view) => members.slice(0, DIGITS).map((id) => view.avatars[id])));
  return members.slice(0, DIGITS).flatMap((id, index) => {
    const name = avatars[index]?.name ?? "";
    const isMuted = session.muted.includes(id);
    const speaks: StudioAction = {
      id: `choose-${id}`,
      label: t("live.choose", { name }),
      keys: `${index + 1}`,
      isOff: isMuted,
      run: () => void tryIntent("steer", { circleId, action: "choose-speaker", speakerId: id }),
    };
    const silenced: StudioAction = {
      id: `mute-${id}`,
      label: t(isMuted ? "live.unmute" : "live.mute", { name }),
      keys: `Shift+${index + 1}`,
      run: () => mute(id, !isMuted),
    };
    return avatars[index]?.kind === "persona" ? [speaks, silenced] : [silenced];
  });
}
