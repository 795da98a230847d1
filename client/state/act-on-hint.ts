import i18next from "i18next";
import type { ContextHint } from "../scene/enter-world.ts";
import { tryIntent } from "./intents.ts";
import { travelTo } from "./travel-to.ts";

/** Does what the hint says: the handler of `E`, the big button and the text view. */
export async function actOnHint(hint: ContextHint): Promise<void> {
  switch (hint.kind) {
    case "join-circle":
      await tryIntent("join-circle", { circleId: hint.circleId });
      return;
    case "talk":
      await tryIntent("talk-to", { personaId: hint.personaId, language: i18next.language });
      return;
    case "enter-portal":
      await enterPortal(hint.portalId);
  }
}

export async function enterPortal(portalId: string): Promise<void> {
  const answer = await tryIntent("enter-portal", { portalId });
  if (answer) await travelTo(answer.placeId);
}
