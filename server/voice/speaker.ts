/** Who speaks for the place: a voice that is ready, and why it was taken. */
import type { LanguageModel } from "../../engine/model/language-model.ts";
import type { VoiceStatus } from "../../schema/messages/voice.ts";

export type Speaker = {
  kind: VoiceStatus["kind"];
  /** `provider/model` */
  route: string;
  /** For screens. */
  label: string;
  /** For ledger rows. */
  why: string;
  open(why: string): LanguageModel;
};
