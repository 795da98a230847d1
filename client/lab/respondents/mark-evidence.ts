/** Finds where the words that labels quote stand in an answer. */
export type Quote = { traitId: string; evidence: string };
export type Piece = { text: string; traitIds: string[] };

/** The answer in pieces, in order; pieces that labels quote name them. Quotes may overlap. */
export function markEvidence(answer: string, quotes: readonly Quote[]): Piece[] {
  const found = quotes.flatMap(({ traitId, evidence }) => {
    const start = answer.indexOf(evidence);
    return start < 0 ? [] : [{ traitId, start, end: start + evidence.length }];
  });
  const bounds = [...new Set([0, answer.length, ...found.flatMap(({ start, end }) => [start, end])])].toSorted(
    (one, other) => one - other,
  );
  return bounds.slice(1).map((end, place) => {
    const start = bounds[place]!;
    const traitIds = found.filter((one) => one.start <= start && one.end >= end).map(({ traitId }) => traitId);
    return { text: answer.slice(start, end), traitIds };
  });
}
