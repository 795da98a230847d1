import type { VoiceStatus } from "../../schema/messages/voice.ts";

/** 0–1 while a model downloads; null when its size is unknown. */
export function voiceProgress(arriving: NonNullable<VoiceStatus["arriving"]>): number | null {
  if (arriving.step !== "downloading" || !arriving.totalBytes) return null;
  return Math.min(1, arriving.receivedBytes / arriving.totalBytes);
}
