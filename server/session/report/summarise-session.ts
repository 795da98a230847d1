/** What a session leaves, from what is stored of it (SPEC C9). */
import type { Conversation, StoredTurn } from "../../../schema/messages/conversation.ts";
import type { Outcome } from "../../../schema/messages/outcome.ts";
import type { Session } from "../../../schema/messages/session.ts";
import type { PinnedQuotation, SessionResults, SpeakerShare } from "../../../schema/messages/session-results.ts";
import type { ReportedAct, SessionSources } from "./session-results.store.ts";

/** @param conversation null before its circle has opened */
export function summariseSession(
  session: Session,
  conversation: Pick<Conversation, "turns"> | null,
  outcomes: readonly Outcome[],
  { people, acts, costs }: Omit<SessionSources, "probes">,
): Omit<SessionResults, "gallery" | "voteChange" | "questions"> {
  const { id, plan, status, times } = session;
  const said = (conversation?.turns ?? []).filter(isSaid);
  return {
    id,
    title: plan.title,
    topic: plan.topic,
    kind: plan.kind,
    status,
    startedAt: times.startedAt,
    endedAt: times.endedAt,
    guide: plan.guide,
    people,
    speakers: shareTalk(said),
    outcomes: [...outcomes],
    pins: acts.flatMap((act) => toPin(act, said)),
    costs,
    turns: said.map((turn) => ({ ...turn, section: sectionAt(turn.startedAt, acts) })),
  };
}

const isSaid = ({ text, status }: StoredTurn): boolean => text !== "" && status !== "failed";

/** Most words first. */
export function shareTalk(turns: readonly StoredTurn[]): SpeakerShare[] {
  const bySpeaker = Map.groupBy(turns, ({ speakerId }) => speakerId);
  const counted = [...bySpeaker].map(([id, own]) => ({
    id,
    name: own.at(-1)!.speakerName,
    kind: own[0]!.speakerKind,
    turns: own.length,
    words: own.reduce((sum, { text }) => sum + countWords(text), 0),
    voices: [...new Set(own.map(({ voice }) => voice).filter(Boolean))],
  }));
  const all = counted.reduce((sum, { words }) => sum + words, 0);
  return counted
    .map((speaker) => ({ ...speaker, share: all === 0 ? 0 : speaker.words / all }))
    .toSorted((one, other) => other.words - one.words);
}

const segmenter = new Intl.Segmenter("und", { granularity: "word" });
/** Also in scripts that put no spaces between them. */
const countWords = (text: string): number => [...segmenter.segment(text)].filter(({ isWordLike }) => isWordLike).length;

/** Of a turn that is still in the transcript. */
function toPin({ action, at, details }: ReportedAct, turns: readonly StoredTurn[]): PinnedQuotation[] {
  const turn = action === "pinned" && turns.find(({ id }) => id === details.turnId);
  if (!turn) return [];
  const { text: quotation, speakerName, id: turnId } = turn;
  return [{ turnId, quotation, speakerName, note: details.text ?? "", at }];
}

const sectionAt = (time: string, acts: readonly ReportedAct[]): number =>
  acts.findLast(({ action, at }) => action === "section-changed" && Date.parse(at) <= Date.parse(time))?.details
    .section ?? 0;
