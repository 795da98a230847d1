/** Which model speaks, and what is on its way (SPEC L2). */
import type { LanguageModel } from "../../engine/model/language-model.ts";
import type { VoiceStatus } from "../../schema/messages/voice.ts";

export interface Voices {
  status(): VoiceStatus;
  onStatus(listener: (status: VoiceStatus) => void): () => void;
  /**
   * The model for a task right now, wrapped with time-outs, retry, breaker and ledger. `route`
   * (`provider/model`) asks for a persona's own voice; an unknown one falls back to the place's
   * voice and says so in the ledger. Never null: at last it is the rehearsal voice.
   */
  modelFor(task: "speak" | "light", route?: string | null): LanguageModel;
  close(): Promise<void>;
}
