/** What circles need from the rest of the server, and the facts about a circle besides its rules. */
import type { Logger } from "pino";
import type { Principal } from "../../engine/scope/scope.ts";
import type { Minds } from "../../engine/mind/minds.ts";
import type { Change } from "../changes/change-topics.ts";
import type { OutcomeKeeping } from "../outcome/keep-outcomes.ts";
import type { Hearing } from "../conversation/hear-turns.ts";
import type { ConversationStore } from "../conversation/conversation.store.ts";
import type { Ledger } from "../ledger/ledger.store.ts";
import type { SessionHosting } from "../session/session-hosting.store.ts";
import type { TraitThen } from "../persona/as-of-then.ts";
import type { TraitReading } from "../persona/trait-reading.ts";
import type { PersonaDirectory } from "../persona/persona-directory.ts";
import type { CircleSession } from "./circle-session.ts";
import type { CircleStage } from "./circle-stage.ts";
import type { Clock } from "./clock.ts";
import type { CircleSpot } from "./mirror-circle.ts";

export type SessionPort = SessionHosting & {
  /** Puts what a facilitator did to the circle on its session's record. */
  recordSteering(scope: Principal, circleId: string, steering: string): Promise<void>;
};

export type CirclePorts = {
  stage: CircleStage;
  minds: Minds;
  readTraits: TraitReading;
  hear: Hearing;
  conversations: ConversationStore;
  /** Keeps outcomes up to date. */
  outcomes: OutcomeKeeping;
  /** Subscribes to changes of outcomes, whoever made them; null: some may have been missed. */
  onOutcome: (listener: (change: Change<"outcomes"> | null) => void) => () => void;
  /** Subscribes to turns that are edited; null: some may have been missed. */
  onTurnEdited: (listener: (change: Change<"turns"> | null) => void) => () => void;
  /** Sessions whose circles are here. */
  sessions: SessionPort;
  personas: PersonaDirectory;
  /** Subscribes to the cost of every model call. */
  onCall: Ledger["onCall"];
  /** Called with true when people start waiting for a voice that other calls would slow down, and with false when none wait any longer. */
  onVoiceWanted: (listener: (wanted: boolean) => void) => () => void;
  /** Whether talk that personas hold by themselves has a budget with something left. */
  isCasualTalkFunded: (workspaceId: string) => boolean;
  clock: Clock;
  newId: () => string;
  logger: Logger;
};

/** A circle that began with what was said elsewhere, and minds as of then (SPEC C8). */
export type Branch = {
  /** The conversation, and the last of its turns that were taken over. */
  circleId: string;
  turnId: string;
  /** ms since epoch. */
  asOf: number;
  traits: TraitThen[];
};

export type CircleFacts = CircleSpot & {
  /** Null when personas opened it by themselves. */
  ownerId: string | null;
  language: string;
  /** People who may come into it when it is private. */
  guests: Set<string>;
  /** What its session adds; null: it belongs to none. */
  session: CircleSession | null;
  /** What it branched off from; null: it is no branch. */
  branch: Branch | null;
  /** The cost of every model call made for it, heard or not. */
  costNano: number;
};
