/** How far those who coded the same turns agree (SPEC C9). */
import { krippendorffAlpha } from "../../../engine/survey/statistics/krippendorff-alpha.ts";
import type { CodeAgreement } from "../../../schema/messages/session-codebook.ts";
import type { StoredCodebook } from "./codebook.store.ts";

/** Each coder says of each turn whether it has the code; with all together, of each turn and code. */
export function measureAgreement(
  { codes, codings, coders }: StoredCodebook,
  turnIds: readonly string[],
): CodeAgreement[] {
  const given = new Set(codings.map(({ codeId, turnId, coderId }) => `${codeId} ${turnId} ${coderId}`));
  const unitsOf = (codeId: string): boolean[][] =>
    turnIds.map((turnId) => coders.map(({ id }) => given.has(`${codeId} ${turnId} ${id}`)));
  const all = { codeId: null, alpha: krippendorffAlpha(codes.flatMap(({ id }) => unitsOf(id))) };
  return [all, ...codes.map(({ id }) => ({ codeId: id, alpha: krippendorffAlpha(unitsOf(id)) }))];
}
