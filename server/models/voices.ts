/** Which model speaks, and what is on its way (SPEC L2). */
import type { RoutedModel } from "../../engine/model/language-model.ts";
import type { VoiceStatus } from "../../schema/messages/voice.ts";

export interface Voices {
  status(): VoiceStatus;
  onStatus(listener: (status: VoiceStatus) => void): () => void;
  /**
   * A voice for a task. Which routes it tries is decided at each call (SPEC L3); its own `route` is
   * the likely one, and `finish` names who spoke. `route` (`provider/model`) asks for a persona's own
   * voice; where that one is not to be had, another speaks and the ledger says why. Never null: where
   * no model is ready at all it is the rehearsal voice.
   */
  modelFor(task: "speak" | "light", route?: string | null): RoutedModel;
  /** Whether talk costs nothing: the place's own voice runs on this machine or network, or is the script. */
  isFree(): boolean;
  /** Told how many calls people wait for, under way or in line, on voices of this machine or network. */
  onPeopleCalls(listener: (calls: number) => void): () => void;
  close(): Promise<void>;
}
