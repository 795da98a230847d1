/** What a facilitator can do while the session runs: each action with its key, for buttons and palette alike (SPEC C9). */
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Session } from "../../../schema/messages/session.ts";
import { usePlace } from "../../state/place-store.ts";
import { usePeopleOf } from "../sessions-api.ts";
import { STUDIO_MESSAGE_ID, type StudioAction } from "./studio-action.ts";
import { usePrompts } from "./use-prompts.ts";
import { useSteering } from "./use-steering.ts";

export const SIDE_TABS = ["people", "questions", "probe", "themes", "whisper", "observers", "record", "money"] as const;
export type SideTab = (typeof SIDE_TABS)[number];
export const TAB_KEYS: Record<SideTab, string> = {
  people: "I",
  questions: "U",
  probe: "Q",
  themes: "T",
  whisper: "W",
  observers: "B",
  record: "H",
  money: "M",
};

/** What is shown where two panels do not fit beside the stage: one of them over it, or none. */
export type Drawer = "guide" | "side" | null;
export type StudioView = {
  tab: SideTab;
  drawer: Drawer;
  /** Grows when the first field of the tab is to get the focus. */
  focusAsked: number;
  isPaletteOpen: boolean;
};

export type Studio = ReturnType<typeof useStudio>;

export function useStudio(session: Session) {
  const { t } = useTranslation("studio");
  const [view, setView] = useState<StudioView>({
    tab: "people",
    drawer: null,
    focusAsked: 0,
    isPaletteOpen: false,
  });
  const show = (change: Partial<StudioView>) => setView((before) => ({ ...before, ...change }));
  const circle = usePlace(({ circles }) => circles[session.circleId ?? ""]);
  const steered = useSteering(session);
  const { act } = steered;
  const waiting = (usePeopleOf(session.id).data?.items ?? []).filter(({ status }) => status === "waiting");
  const endButton = useRef<HTMLButtonElement>(null);
  const editButton = useRef<HTMLButtonElement>(null);
  const isDraftReady = usePlace(({ transcripts }) => transcripts[session.circleId ?? ""]?.draft?.status === "ready");
  const isSeated = usePlace(({ myId }) => circle?.members.includes(myId) === true);
  const promptActions = usePromptActions(session);
  const openTab = (tab: SideTab) =>
    setView((before) => ({ ...before, tab, drawer: "side", focusAsked: before.focusAsked + 1 }));
  const admitAll = () =>
    waiting.forEach(({ userId }) =>
      act.mutate({
        method: "PUT",
        path: `/people/${encodeURIComponent(userId)}`,
        body: { status: "admitted" },
      }),
    );
  const actions: StudioAction[] = [
    ...steered.actions,
    {
      id: "guide",
      label: t("live.openGuide"),
      keys: "G",
      run: () => show({ drawer: view.drawer === "guide" ? null : "guide" }),
    },
    ...SIDE_TABS.map((tab) => ({
      id: tab,
      label: t(`live.openTab.${tab}`),
      keys: TAB_KEYS[tab],
      run: () => openTab(tab),
    })),
    { id: "admit", label: t("live.admitAll"), keys: "J", isOff: waiting.length === 0, run: admitAll },
    ...promptActions,
    {
      id: "edit-draft",
      label: t("live.editDraft"),
      keys: "E",
      isOff: circle?.mode !== "manual" || !isDraftReady,
      run: () => editButton.current?.click(),
    },
    {
      id: "write",
      label: t("live.write"),
      keys: "Enter",
      isOff: !isSeated,
      run: () => document.getElementById(STUDIO_MESSAGE_ID)?.focus(),
    },
    {
      id: "end",
      label: t("live.end"),
      keys: "Shift+E",
      // The button asks once more.
      run: () => {
        endButton.current?.focus();
        endButton.current?.click();
      },
    },
  ];
  return {
    ...steered,
    view,
    show,
    endButton,
    editButton,
    actions,
    action: (id: string) => actions.find((one) => one.id === id)!,
  };
}

/** Of the first line of the running section that nothing became of yet. */
function usePromptActions(session: Session): StudioAction[] {
  const { t } = useTranslation("studio");
  const { next, say, give, skip } = usePrompts(session);
  const text = next ?? "–";
  const on = (act: ((text: string) => void) | null) => ({
    isOff: next === undefined || act === null,
    run: () => next !== undefined && act?.(next),
  });
  return [
    { id: "say", label: t("live.say", { text }), keys: "S", ...on(say) },
    { id: "give", label: t("live.give", { text }), keys: "A", ...on(give) },
    { id: "skip", label: t("live.skip", { text }), keys: "X", ...on(skip) },
  ];
}
