import { linkToPage } from "../state/read-link.ts";
import { useScreen } from "../state/screen.ts";

export const linkToOneSession = (id: string): string => linkToPage("sessions", id);
export const goToSession = (id: string): void => void (location.hash = linkToOneSession(id));
export const goToSessions = (): void => void (location.hash = linkToPage("sessions"));

/** The session that the address names; null: all of them. */
export const useSessionId = (): string | null =>
  useScreen(({ dialog }) => (dialog?.kind === "page" && dialog.page === "sessions" ? (dialog.path[0] ?? null) : null));
