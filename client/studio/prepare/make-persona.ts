/** Personas made for a session that is prepared. */
import { useIsMutating, useMutation, useQueryClient } from "@tanstack/react-query";
import type { PersonaDraft } from "../../../schema/messages/persona.ts";
import type { Session } from "../../../schema/messages/session.ts";
import { useSavePersona } from "../../panels/personas/personas-api.ts";
import { SESSIONS } from "../../state/own-seat.ts";
import { useSavePlan } from "../sessions-api.ts";

type NewPersona = PersonaDraft & { originId?: string };

const keyOf = (sessionId: string) => [SESSIONS, sessionId, "make-persona"];

/**
 * Makes a persona in the place of the session, and stores it in the plan at once: a page that is closed leaves nobody who is in
 * no plan. What else is edited on the page is saved by hand. One after another, so that no change of the plan meets another.
 */
export function useMakePersona(session: Session, onMade: (personaId: string) => void) {
  const queries = useQueryClient();
  const save = useSavePersona(null);
  const savePlan = useSavePlan(session.id);
  const mutationKey = keyOf(session.id);
  return useMutation({
    mutationKey,
    scope: { id: mutationKey.join(" ") },
    mutationFn: async (find: () => Promise<NewPersona>) => {
      const { id } = await save.mutateAsync({ ...(await find()), placeId: session.plan.placeId });
      onMade(id);
      const { version, plan } = queries.getQueryData<Session>([SESSIONS, session.id, ""]) ?? session;
      const withThem = { version, plan: { ...plan, personaIds: [...plan.personaIds, id] } };
      // They exist, so this is not done again: the page says that it is not saved, and is saved by hand.
      await savePlan.mutateAsync(withThem).catch(() => undefined);
    },
  });
}

export const useIsMakingPersona = (sessionId: string): boolean => useIsMutating({ mutationKey: keyOf(sessionId) }) > 0;
