/** What turns say about how their speakers did: pure, over the turns of some conversations (SPEC M8). */

export type MeasuredTurn = {
  id: string;
  circleId: string;
  position: number;
  speakerId: string;
  speakerName: string;
  text: string;
  replyTo: string | null;
};
export type TalkMeasures = { participation: number; answered: number; topicsMoved: number };

/** Shorter words are rarely a subject. */
const SHORTEST_SUBJECT = 6;
const TAKEN_UP_WITHIN = 6;

/** @param turns by conversation and position */
export function measureTalk(turns: readonly MeasuredTurn[]): Map<string, TalkMeasures> {
  const sums = new Map<string, { shares: number[]; turns: number; answered: number; moved: number }>();
  for (const talk of Map.groupBy(turns, ({ circleId }) => circleId).values()) {
    const speakers = Map.groupBy(talk, ({ speakerId }) => speakerId);
    const repliedTo = new Set(talk.map(({ replyTo }) => replyTo));
    const movers = findMovers(talk);
    for (const [speakerId, own] of speakers) {
      const sum = sums.get(speakerId) ?? { shares: [], turns: 0, answered: 0, moved: 0 };
      sum.shares.push((own.length / talk.length) * speakers.size);
      sum.turns += own.length;
      sum.answered += own.filter((turn) => repliedTo.has(turn.id) || isNamedNext(turn, talk)).length;
      sum.moved += own.filter(({ id }) => movers.has(id)).length;
      sums.set(speakerId, sum);
    }
  }
  return new Map(
    [...sums].map(([speakerId, { shares, turns: count, answered, moved }]) => [
      speakerId,
      {
        participation: shares.reduce((total, share) => total + share, 0) / shares.length,
        answered: answered / count,
        topicsMoved: moved / count,
      },
    ]),
  );
}

function isNamedNext(turn: MeasuredTurn, talk: readonly MeasuredTurn[]): boolean {
  const next = talk[talk.indexOf(turn) + 1];
  const name = turn.speakerName.split(" ")[0]!.toLowerCase();
  return next !== undefined && next.speakerId !== turn.speakerId && wordsOf(next.text).has(name);
}

/** The turns with a word that nobody had said and that somebody else says soon after. */
function findMovers(talk: readonly MeasuredTurn[]): Set<string> {
  const said = new Set<string>();
  const movers = new Set<string>();
  for (const [place, turn] of talk.entries()) {
    const words = [...wordsOf(turn.text)].filter((word) => word.length >= SHORTEST_SUBJECT && !said.has(word));
    const later = talk
      .slice(place + 1, place + 1 + TAKEN_UP_WITHIN)
      .filter((other) => other.speakerId !== turn.speakerId);
    if (words.some((word) => later.some(({ text }) => wordsOf(text).has(word)))) movers.add(turn.id);
    for (const word of words) said.add(word);
  }
  return movers;
}

const wordsOf = (text: string): Set<string> => new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu));
