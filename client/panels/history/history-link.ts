import { linkToPage } from "../../state/read-link.ts";
import { useScreen } from "../../state/screen.ts";

export const linkToConversation = (circleId: string): string => linkToPage("conversations", circleId);

/** The conversation that the address names; null: all of them. */
export const useConversationId = (): string | null =>
  useScreen(({ dialog }) =>
    dialog?.kind === "page" && dialog.page === "conversations" ? (dialog.path[0] ?? null) : null,
  );
