/** A stance in the words of a prompt. */
import type { ChangedBy } from "../../schema/messages/stance.ts";
import type { Stance } from "../mind/stance/take-stance.ts";

const CHANGED_BY: Record<Exclude<ChangedBy, "nothing">, string> = {
  case: "a case where it really went well",
  proof: "proof, tried out and not only told",
  reason: "a reason that the other side has not answered",
  "open-question": "a question about it that nobody can answer",
  harm: "somebody who was harmed by it",
};
/** From this strength on, a stance is firm. */
const FIRM = 0.5;

export const describePosition = ({ position, strength }: Stance): string =>
  `${strength > FIRM ? "firmly " : "rather "}${position === "for" ? "in favour" : "against it"}`;

export const describeChange = ({ changedBy }: Stance): string =>
  changedBy === "nothing"
    ? "Nothing that is said changes that: somebody has to speak for the other side."
    : `Only this would change your mind: ${CHANGED_BY[changedBy]}.`;
