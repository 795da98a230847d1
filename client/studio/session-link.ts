import { linkToPage } from "../state/read-link.ts";
import { useScreen } from "../state/screen.ts";

/** `part`: a tab of what it leaves. */
export const linkToOneSession = (id: string, ...part: string[]): string => linkToPage("sessions", id, ...part);
export const goToSession = (id: string, ...part: string[]): void =>
  void (location.hash = linkToOneSession(id, ...part));
export const goToSessions = (): void => void (location.hash = linkToPage("sessions"));

/** The session that the address names; null: all of them. */
export const useSessionId = (): string | null =>
  useScreen(({ page }) => (page?.page === "sessions" ? (page.path[0] ?? null) : null));

/** The tab of it that the address names. */
export const useSessionPart = (): string | undefined =>
  useScreen(({ page }) => (page?.page === "sessions" ? page.path[1] : undefined));
