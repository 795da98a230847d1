/** What a session needs, in the order in which it is planned (SPEC C9). It may be started without any of it. */
import type { SessionPlan } from "../../../schema/messages/session.ts";
import type { SessionPerson } from "../../../schema/messages/session-seat.ts";

/** `count`: minutes of the guide, personas, people who came by a link and have not withdrawn. */
export type Step =
  | { name: "guide" | "panel" | "people"; isDone: boolean; count: number }
  | { name: "brief" | "consent" | "place" | "budget"; isDone: boolean; count: null };
export type StepName = Step["name"];

type Prepared = {
  plan: Pick<SessionPlan, "topic" | "guide" | "personaIds" | "consent">;
  people: readonly Pick<SessionPerson, "status">[];
  budgetNano: number | null;
};

export function listSteps({ plan: { topic, guide, personaIds, consent }, people, budgetNano }: Prepared): Step[] {
  const minutes = guide.reduce((sum, section) => sum + section.minutes, 0);
  const came = people.filter(({ status }) => status !== "withdrawn").length;
  return [
    { name: "brief", isDone: topic.trim() !== "", count: null },
    { name: "guide", isDone: guide.length > 0, count: minutes },
    { name: "panel", isDone: personaIds.length > 0, count: personaIds.length },
    { name: "people", isDone: came > 0, count: came },
    { name: "consent", isDone: consent.trim() !== "", count: null },
    // A session is always somewhere.
    { name: "place", isDone: true, count: null },
    { name: "budget", isDone: budgetNano !== null, count: null },
  ];
}
