/** What a session needs, in the order in which it is planned (SPEC C9). It may be started without any of it. */
import type { SessionPlan } from "../../../schema/messages/session.ts";
import type { SessionPerson } from "../../../schema/messages/session-seat.ts";

/** A session without a limit on its cost lacks nothing. */
export type StepState = "done" | "missing" | "optional";
/** `count`: minutes of the guide, personas, people who came by a link and have not withdrawn. */
export type Step =
  | { name: "guide" | "panel" | "people"; state: StepState; count: number }
  | { name: "brief" | "consent" | "place" | "budget"; state: StepState; count: null };
export type StepName = Step["name"];

type Prepared = {
  plan: Pick<SessionPlan, "topic" | "guide" | "personaIds" | "consent">;
  people: readonly Pick<SessionPerson, "status">[];
  budgetNano: number | null;
};

const stateOf = (isDone: boolean): StepState => (isDone ? "done" : "missing");

export function listSteps({ plan: { topic, guide, personaIds, consent }, people, budgetNano }: Prepared): Step[] {
  const minutes = guide.reduce((sum, section) => sum + section.minutes, 0);
  const came = people.filter(({ status }) => status !== "withdrawn").length;
  return [
    { name: "brief", state: stateOf(topic.trim() !== ""), count: null },
    { name: "guide", state: stateOf(guide.length > 0), count: minutes },
    { name: "panel", state: stateOf(personaIds.length > 0), count: personaIds.length },
    { name: "people", state: stateOf(came > 0), count: came },
    { name: "consent", state: stateOf(consent.trim() !== ""), count: null },
    // A session is always somewhere.
    { name: "place", state: "done", count: null },
    { name: "budget", state: budgetNano === null ? "optional" : "done", count: null },
  ];
}
