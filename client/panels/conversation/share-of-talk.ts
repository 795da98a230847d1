import type { TurnView } from "../../../schema/messages/room-messages.ts";

export type TalkShare = {
  speakerId: string;
  speakerName: string;
  turns: number;
  words: number;
  /** 0–1 of all words */ share: number;
};

/** Each speaker's share of the words, the most talkative first. Failed turns do not count. */
export function shareOfTalk(turns: Pick<TurnView, "speakerId" | "speakerName" | "text" | "status">[]): TalkShare[] {
  const bySpeaker = new Map<string, Omit<TalkShare, "share">>();
  for (const { speakerId, speakerName, text, status } of turns) {
    if (status === "failed") continue;
    const so = bySpeaker.get(speakerId) ?? { speakerId, speakerName, turns: 0, words: 0 };
    bySpeaker.set(speakerId, { ...so, turns: so.turns + 1, words: so.words + countWords(text) });
  }
  const shares = [...bySpeaker.values()];
  const total = shares.reduce((sum, { words }) => sum + words, 0);
  return shares
    .map((so) => ({ ...so, share: total === 0 ? 0 : so.words / total }))
    .toSorted((a, b) => b.words - a.words);
}

const countWords = (text: string): number => text.match(/\S+/g)?.length ?? 0;
