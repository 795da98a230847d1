/** Events of a circle, and the effects they have. */
import { type Message } from "../../schema/messages/message.ts";
import type { DebatePhase } from "../../schema/messages/debate.ts";
import type { CircleKind, ServerMessages } from "../../schema/messages/room-messages.ts";
import type { TurnDecision, TurnWeights } from "../../schema/messages/turn-decision.ts";
import type { SpeechEnd, Spending } from "../turn/speech-end.ts";
import type { Circle, Member } from "./circle.ts";

/** How a turn ended. */
export type TurnEnd = Spending & {
  turnId: string;
  status: "finished" | "interrupted" | "failed";
  text: string;
  problem: Message | null;
};

/** The same as stored and announced: the problem is text in the circle's language. */
export type StoredTurnEnd = Omit<TurnEnd, "problem"> & { problem: string | null };

export type CircleEvent =
  | { type: "member-joined"; member: Member }
  | { type: "member-left"; memberId: string }
  | { type: "member-renamed"; memberId: string; name: string }
  | { type: "watched"; watched: boolean }
  /** People wait for the voice (true), or the last one has been answered (false). */
  | { type: "voice-wanted"; wanted: boolean }
  | { type: "typed"; personId: string; typing: boolean }
  /** A person speaks aloud; `said` follows once the words are recognised. */
  | { type: "spoke-up"; personId: string }
  /** A person sent a message; `turn-committed` or `turn-lost` follows. */
  | { type: "said"; personId: string; personName: string; turnId: string }
  /**
   * `said`: by whom, and since when (ms since epoch); null where it has no words. `awaitsPerson`: the turn asked a person by
   * name, or a person asked for a moment; they get one.
   */
  | {
      type: "turn-committed";
      turnId: string;
      speakerKind: "person" | "persona";
      said: { speakerId: string; startedAt: number } | null;
      awaitsPerson: boolean;
    }
  | { type: "turn-lost"; turnId: string }
  /** Null: nobody has anything to add. */
  | { type: "decided"; work: number; decision: TurnDecision | null }
  | { type: "decision-failed"; work: number; problem: Message }
  | { type: "speech-grew"; work: number; text: string }
  | { type: "speech-ended"; work: number; end: SpeechEnd }
  /** Somebody withdrew: what is being said, and what is prepared, may be about what they said. `erased` follows. */
  | { type: "withdrew" }
  /** Nothing of somebody who withdrew is in the transcript any more. */
  | { type: "erased" }
  /**
   * The session of the circle: it is one's from now on, and this holds in it. `newcomer`: the name of somebody who hears it
   * only from now on, and does not steer it; null for nobody.
   */
  | { type: "session-set"; muted: readonly string[]; frozen: boolean; newcomer: string | null }
  /** This persona was given an instruction: a draft without it is outdated. */
  | { type: "instructed"; personaId: string }
  /** A turn was edited: a draft that followed its former words is outdated. */
  | { type: "reworded" }
  | { type: "paused" }
  | { type: "resumed" }
  | { type: "stopped"; by: string }
  /** Another circle needs its ground. */
  | { type: "displaced" }
  | { type: "next-asked" }
  | { type: "skipped"; by: string }
  | { type: "speaker-chosen"; personaId: string; by: string }
  | { type: "mode-set"; mode: "auto" | "manual" }
  | { type: "speed-set"; speed: number }
  | { type: "kind-set"; kind: CircleKind }
  | { type: "debate-begun"; moderatorId: string }
  /** `from`: the phase that whoever did it saw; in any other nothing happens. */
  | { type: "phase-ended" | "phase-extended"; from: DebatePhase }
  | { type: "let-speak"; personId: string }
  | { type: "weights-set"; weights: TurnWeights | null }
  | { type: "draft-edited"; text: string }
  | { type: "draft-sent" }
  /** The server stops: the current speech is cut and kept, the circle stays open. */
  | { type: "drained" }
  | { type: "time-passed" };

export type CircleEffect =
  | { type: "decide"; work: number; candidates: string[] }
  | { type: "draft"; work: number; turnId: string; personaId: string }
  /** Nobody waits for this work any longer: cancel it. */
  | { type: "abandon"; work: number }
  | {
      type: "begin-turn";
      turnId: string;
      speakerId: string;
      speakerName: string;
      decision: TurnDecision;
      edited: boolean;
    }
  | { type: "show"; turnId: string; seq: number; text: string }
  | { type: "save-partial"; turnId: string; text: string }
  /** `openWork`: the turn was cut while its mind was still working, so a `bill` for that work follows. */
  | { type: "end-turn"; end: TurnEnd; openWork: number | null }
  /** The cost of stopped work: of a turn that was cut, or of a draft that nobody heard. */
  | { type: "bill"; work: number; spending: Spending }
  | ({ type: "notice" } & ServerMessages["notice"])
  /** The circle has ended: store that, and release its members. */
  | { type: "end" }
  /** It has been shown as ended for long enough. */
  | { type: "remove" }
  /** Schedules `time-passed`, replacing an earlier schedule. */
  | { type: "wake"; at: number };

/** One step of a circle: its input, and the effects collected so far. */
export type Advance = { circle: Circle; now: number; newId: () => string; effects: CircleEffect[] };
