import type { TFunction } from "i18next";
import type { VoiceStatus } from "../../schema/messages/voice.ts";

type Voice = Pick<VoiceStatus, "kind" | "route" | "provider" | "skill">;

/** A model talks simply where it could not judge what others say, and until it has been probed. */
export const isSmallVoice = ({ kind, skill }: Voice): boolean => kind !== "rehearsal" && skill !== "large";

/** The voice in words: `OpenAI gpt-6.1-terra`, `small model on this machine`. */
export function nameVoice(voice: Voice, t: TFunction): string {
  const model = voice.route.slice(voice.route.indexOf("/") + 1);
  if (voice.kind === "rehearsal") return t("voice.rehearsal");
  if (voice.kind === "embedded") return isSmallVoice(voice) ? t("voice.smallHere") : t("voice.here", { model });
  return `${voice.provider} ${model}`.trim();
}

/** The same for narrow spaces. */
export const nameVoiceShortly = (voice: Voice, t: TFunction): string =>
  voice.kind === "embedded" && isSmallVoice(voice) ? t("voice.smallShort") : nameVoice(voice, t);
