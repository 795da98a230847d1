/** What a session leaves, from what is stored of it (SPEC C9). Its turns are read one page at a time: they may be many. */
import type { StoredTurn } from "../../../schema/messages/conversation.ts";
import type { Outcome } from "../../../schema/messages/outcome.ts";
import type { Session } from "../../../schema/messages/session.ts";
import type { SessionResults, SessionTurn, SpeakerShare } from "../../../schema/messages/session-results.ts";
import type { OpenConversation } from "../../conversation/conversation-reading.store.ts";
import type { ReportedAct, SessionSources } from "./session-results.store.ts";

/** A turn that something is made of. `number`: among those that were said, from 1. */
export type CitedTurn = Pick<SessionTurn, "speakerName" | "text"> & { number: number };
/** By id, as they were said. */
export type CitedTurns = ReadonlyMap<string, CitedTurn>;

/** All that a session leaves, the turns as they are asked for. */
export type OpenResults<Head = Omit<SessionResults, "turns">> = {
  head: Head;
  turnCount: number;
  cited: CitedTurns;
  /** In pages, as they were said. */
  readTurns(): AsyncIterable<SessionTurn[]>;
};

type Stored = {
  session: Session;
  /** Null before its circle has opened. */
  conversation: Pick<OpenConversation, "readTurns"> | null;
  outcomes: readonly Outcome[];
  found: Omit<SessionSources, "probes">;
  /** Turns to cite beside those that outcomes and pins are made of. */
  alsoCited: readonly string[];
};

export async function summariseSession({
  session,
  conversation,
  outcomes,
  found: { people, acts, costs },
  alsoCited,
}: Stored): Promise<OpenResults<Omit<SessionResults, "turns" | "gallery" | "voteChange" | "questions">>> {
  const { id, plan, status, times } = session;
  const readTurns = () => turnsOf(conversation, acts);
  const { speakers, cited, turnCount } = await countTalk(readTurns(), [...citedBy(outcomes, acts), ...alsoCited]);
  return {
    head: {
      id,
      title: plan.title,
      topic: plan.topic,
      kind: plan.kind,
      status,
      startedAt: times.startedAt,
      endedAt: times.endedAt,
      guide: plan.guide,
      people,
      showsNames: plan.showsNames ?? false,
      speakers,
      outcomes: [...outcomes],
      pins: acts.flatMap((act) => toPin(act, cited)),
      costs,
    },
    turnCount,
    cited,
    readTurns,
  };
}

/** Those that were said, with their section. */
async function* turnsOf(
  conversation: Stored["conversation"],
  acts: readonly ReportedAct[],
): AsyncGenerator<SessionTurn[]> {
  for await (const page of conversation?.readTurns("said") ?? [])
    yield page.filter(isSaid).map((turn) => ({ ...turn, section: sectionAt(turn.startedAt, acts) }));
}

const isSaid = ({ text, status }: StoredTurn): boolean => text !== "" && status !== "failed";

const citedBy = (outcomes: readonly Outcome[], acts: readonly ReportedAct[]): string[] => [
  ...outcomes.flatMap(({ items }) =>
    items.flatMap(({ content, turnIds }) => [
      ...turnIds,
      ...(content.type === "theme" ? content.quotations.map(({ turnId }) => turnId) : []),
    ]),
  ),
  ...acts.flatMap(({ details }) => details.turnId ?? []),
];

type Counted = Omit<SpeakerShare, "share" | "voices"> & { voices: Set<string> };

/** Most words first. */
async function countTalk(pages: AsyncIterable<SessionTurn[]>, wanted: readonly string[]) {
  const citedIds = new Set(wanted);
  const cited = new Map<string, CitedTurn>();
  const counted = new Map<string, Counted>();
  let turnCount = 0;
  for await (const page of pages)
    for (const { id, speakerId, speakerName, speakerKind, text, voice } of page) {
      turnCount++;
      if (citedIds.has(id)) cited.set(id, { number: turnCount, speakerName, text });
      const before = counted.get(speakerId);
      counted.set(speakerId, {
        id: speakerId,
        name: speakerName,
        kind: before?.kind ?? speakerKind,
        turns: (before?.turns ?? 0) + 1,
        words: (before?.words ?? 0) + countWords(text),
        voices: voice ? (before?.voices ?? new Set()).add(voice) : (before?.voices ?? new Set()),
      });
    }
  const all = [...counted.values()].reduce((sum, { words }) => sum + words, 0);
  const speakers = [...counted.values()]
    .map((one): SpeakerShare => ({ ...one, share: all === 0 ? 0 : one.words / all, voices: [...one.voices] }))
    .toSorted((one, other) => other.words - one.words);
  return { speakers, cited, turnCount };
}

const segmenter = new Intl.Segmenter("und", { granularity: "word" });
/** Also in scripts that put no spaces between them. */
const countWords = (text: string): number => {
  let count = 0;
  for (const { isWordLike } of segmenter.segment(text)) if (isWordLike) count++;
  return count;
};

/** Of a turn that is still in the transcript. */
function toPin({ action, at, details }: ReportedAct, cited: CitedTurns): SessionResults["pins"] {
  const turn = action === "pinned" && details.turnId && cited.get(details.turnId);
  if (!turn) return [];
  const { text: quotation, speakerName } = turn;
  return [{ turnId: details.turnId!, quotation, speakerName, note: details.text ?? "", at }];
}

const sectionAt = (time: string, acts: readonly ReportedAct[]): number =>
  acts.findLast(({ action, at }) => action === "section-changed" && Date.parse(at) <= Date.parse(time))?.details
    .section ?? 0;
