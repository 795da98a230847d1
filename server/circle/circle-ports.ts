/** What circles need of the rest of the server, and what a circle is besides its rules. */
import type { Logger } from "pino";
import type { Minds } from "../../engine/mind/minds.ts";
import type { ConversationStore } from "../conversation/conversation.store.ts";
import type { Ledger } from "../ledger/ledger.store.ts";
import type { PersonaDirectory } from "../persona/persona-directory.ts";
import type { CircleStage } from "./circle-stage.ts";
import type { Clock } from "./clock.ts";
import type { CircleSpot } from "./mirror-circle.ts";

export type CirclePorts = {
  stage: CircleStage;
  minds: Minds;
  conversations: ConversationStore;
  personas: PersonaDirectory;
  /** Hears what each model call cost, whoever made it. */
  onCall: Ledger["onCall"];
  /** Told when people begin to wait for a voice that other calls would slow (true), and when nobody does any more. */
  onVoiceWanted: (listener: (wanted: boolean) => void) => () => void;
  /** Whether an operator gave the talk of personas by themselves a budget that has something left. */
  isCasualTalkFunded: (workspaceId: string) => boolean;
  clock: Clock;
  newId: () => string;
  logger: Logger;
};

export type CircleFacts = CircleSpot & {
  /** Null: personas opened it by themselves. */
  ownerId: string | null;
  language: string;
  /** People who may come into it when it is private. */
  guests: Set<string>;
  /** Of every model call that was made for it, heard or not. */
  costNano: number;
};
