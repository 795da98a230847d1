import { useState } from "react";
import type { Persona } from "../../../schema/messages/persona.ts";
import { SessionPlan, type Session } from "../../../schema/messages/session.ts";
import { useFindPersonas } from "../../panels/personas/personas-api.ts";
import { useAct, useSavePlan } from "../sessions-api.ts";
import { useIsMakingPersona } from "./make-persona.ts";

export type EditedPlan = ReturnType<typeof usePlan>;

/** The plan as it is edited on the page, which is stored by hand, and before whatever needs it stored. */
export function usePlan(session: Session) {
  const [plan, setPlan] = useState(session.plan);
  const [leftBehind, setLeftBehind] = useState<Persona[]>([]);
  const findPersonas = useFindPersonas();
  const save = useSavePlan(session.id);
  const act = useAct(session.id);
  const isMaking = useIsMakingPersona(session.id);
  const isSaved = JSON.stringify(plan) === JSON.stringify(session.plan);
  const isWhole = SessionPlan.safeParse(plan).success;
  const storeAs = (changed: SessionPlan) => save.mutateAsync({ version: session.version, plan: changed });
  const store = async (): Promise<Session> => (isSaved ? session : storeAs(plan));
  return {
    plan,
    setPlan,
    change: (part: Partial<SessionPlan>) => setPlan((now) => ({ ...now, ...part })),
    addPersona: (id: string) => setPlan((now) => ({ ...now, personaIds: [...now.personaIds, id] })),
    isSaved,
    /** It can be stored now. */
    isReady: isWhole && !save.isPending && !act.isPending && !isMaking,
    problem: save.error ?? act.error,
    store,
    /** Chosen on this page, but live elsewhere than where it takes place now. */
    leftBehind,
    /** Stored at once: the page leads there. Of its personas, and those left behind before, those who live there stay chosen. */
    async moveTo(placeId: string) {
      const chosen = await findPersonas([...plan.personaIds, ...leftBehind.map(({ id }) => id)]);
      const lives = (persona: Persona) => persona.placeId === placeId;
      const personaIds = chosen.filter(lives).map(({ id }) => id);
      const moved = await storeAs({ ...plan, placeId, personaIds });
      setPlan(moved.plan);
      setLeftBehind(chosen.filter((persona) => !lives(persona)));
    },
    async start() {
      await store();
      act.mutate({ method: "POST", path: "/start" });
    },
  };
}
