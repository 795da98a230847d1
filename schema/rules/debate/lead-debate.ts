/** Who leads a debate on, extends its parts, begins another and changes the kind of the circle (SPEC C2). */
import type { Debate } from "../../messages/debate.ts";

type Member = { id: string; kind: "person" | "persona" };
type Moderated = Pick<Debate, "moderatorId"> | null;

/** The person who moderates, and sits in the circle; null where none does. */
export const findModerator = <One extends Member>(debate: Moderated, members: readonly One[]): One | null =>
  members.find(({ id, kind }) => id === debate?.moderatorId && kind === "person") ?? null;

/** A person who moderates leads it alone, but for whoever leads the circle; otherwise all who steer do. */
export function mayLeadDebate(
  debate: Moderated,
  members: readonly Member[],
  { id, leads }: { id: string; leads: boolean },
): boolean {
  const moderator = findModerator(debate, members);
  return leads || moderator === null || moderator.id === id;
}

/** Lets people speak out of their turn: the person who moderates, or whoever leads the circle. */
export const mayLetSpeak = (debate: Moderated, { id, leads }: { id: string; leads: boolean }): boolean =>
  leads || debate?.moderatorId === id;
