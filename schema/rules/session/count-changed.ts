import type { ProbeAnswer } from "../../messages/session-probe.ts";

type Given = Pick<ProbeAnswer, "respondentId" | "verdict" | "answer">;

/** Of those who answered both times, how many answered otherwise the second time. */
export function countChanged(before: readonly Given[], after: readonly Given[]): { both: number; changed: number } {
  const first = new Map(before.filter(isAnswered).map(({ respondentId, answer }) => [respondentId, textOf(answer)]));
  const again = after.filter(isAnswered).filter(({ respondentId }) => first.has(respondentId));
  const changed = again.filter(({ respondentId, answer }) => first.get(respondentId) !== textOf(answer));
  return { both: again.length, changed: changed.length };
}

const isAnswered = ({ verdict }: Given): boolean => verdict === "answered";
/** Of several options, whatever the order they were chosen in. */
const textOf = (answer: Given["answer"]): string => JSON.stringify(Array.isArray(answer) ? answer.toSorted() : answer);
