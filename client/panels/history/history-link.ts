import { linkToPage } from "../../state/read-link.ts";
import { useScreen } from "../../state/screen.ts";

/** `turnId`: where it is read from. */
export const linkToConversation = (circleId: string, ...turnId: string[]): string =>
  linkToPage("conversations", circleId, ...turnId);

/** The conversation that the address names; null: all of them. */
export const useConversationId = (): string | null =>
  useScreen(({ page }) => (page?.page === "conversations" ? (page.path[0] ?? null) : null));

/** The turn of it that the address names. */
export const useConversationTurn = (): string | null =>
  useScreen(({ page }) => (page?.page === "conversations" ? (page.path[1] ?? null) : null));
