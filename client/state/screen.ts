/**
 * What is open. One drawer, one dialog, one conversation at a time: the world stays the hero. A dialog opens over the page
 * that is open, and closing it leads back there.
 */
import { create } from "zustand";
import type { PersonaDraft } from "../../schema/messages/persona.ts";
import type { Page } from "./read-link.ts";

export type DrawerTab = "people" | "circles" | "places";

export type OpenDialog =
  | { kind: "open-circle" }
  | { kind: "persona"; personaId: string }
  /** `draft` starts a new one from a copy, of `originId`; `personaId` edits a stored one. */
  | { kind: "editor"; personaId: string | null; draft: PersonaDraft | null; originId?: string }
  | { kind: "vary"; personaId: string }
  | { kind: "invite"; circleId: string }
  | { kind: "link"; address: string }
  | { kind: "report"; subject: ReportSubject }
  /** What a turn said before it was edited; its author edits it there. */
  | { kind: "wordings"; circleId: string; turnId: string }
  | { kind: "map" }
  | { kind: "keys" }
  | { kind: "voice" }
  | { kind: "settings" };

/** One with an address of its own; `path`: what of it is shown. */
export type OpenPage = { page: Page; path: string[] };

/** What is reported: something that was said, or a person. */
export type ReportSubject = { name: string } & ({ turnId: string; quote: string } | { userId: string });

export type SheetHeight = "low" | "half" | "full";

/** `takesFocus`: keyboard focus moves to the turn. */
export type TurnToShow = { circleId: string; turnId: string; takesFocus: boolean };

export type ReplayToShow = { circleId: string; turnId: string | null };

type Screen = {
  hasSteppedIn: boolean;
  drawer: DrawerTab | null;
  page: OpenPage | null;
  dialog: OpenDialog | null;
  isConversationOpen: boolean;
  sheet: SheetHeight;
  /** The target of a link, a reply or a search; it stays marked. */
  turnToShow: TurnToShow | null;
  isTextView: boolean;
  /** The stored conversation that is walked through again, over everything else. */
  replay: ReplayToShow | null;
  /** The session that a link led to, or whose seat was shown; its place, if known. */
  attending: { id: string; placeId: string | null } | null;
  /** The studio of a session that runs: it fills the page, and its circle is seen beside it. Null: it is not open. */
  studio: { circleId: string | null } | null;
  /** Set when this browser cannot draw the world. */
  worldProblem: string | null;
};

export const useScreen = create<Screen>()(() => ({
  hasSteppedIn: false,
  drawer: null,
  page: null,
  dialog: null,
  isConversationOpen: false,
  sheet: "half",
  turnToShow: null,
  isTextView: false,
  replay: null,
  attending: null,
  studio: null,
  worldProblem: null,
}));

export const openDialog = (dialog: OpenDialog): void => useScreen.setState({ dialog });
/** Whether a picture of the world is on the page. */
export const useHasPicture = (): boolean => useScreen((screen) => !screen.isTextView && screen.worldProblem === null);
export const closeDialog = (): void => useScreen.setState({ dialog: null });
export const openPage = (page: OpenPage): void => useScreen.setState({ page, dialog: null });
/** With the dialog over it. */
export const closePage = (): void => useScreen.setState({ page: null, dialog: null });
export const toggleDrawer = (tab: DrawerTab): void =>
  useScreen.setState(({ drawer }) => ({ drawer: drawer === tab ? null : tab }));
export const closeDrawer = (): void => useScreen.setState({ drawer: null });
/** At this width and below, drawer and conversation share one place. The stylesheets repeat it. */
const ONE_PANEL = "(max-width: 1160px)";
const isCoveredByDrawer = ({ drawer }: Screen) => drawer !== null && matchMedia(ONE_PANEL).matches;
export const isConversationSeen = (screen: Screen): boolean => screen.isConversationOpen && !isCoveredByDrawer(screen);
/** There the drawer covers what was just chosen in it, so it closes. */
export function closeDrawerOnPhone(): void {
  if (matchMedia("(max-width: 720px)").matches) closeDrawer();
}
/** Opens or closes the conversation; opening it closes a drawer that would cover it. */
export const showConversation = (isConversationOpen: boolean): void =>
  useScreen.setState((screen) => ({
    isConversationOpen,
    drawer: isConversationOpen && isCoveredByDrawer(screen) ? null : screen.drawer,
  }));
export const toggleConversation = (): void => showConversation(!isConversationSeen(useScreen.getState()));
export const showTurn = (turnToShow: TurnToShow | null): void => useScreen.setState({ turnToShow });
export const toggleTextView = (): void => useScreen.setState(({ isTextView }) => ({ isTextView: !isTextView }));
