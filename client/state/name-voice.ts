import type { TFunction } from "i18next";
import type { VoiceStatus } from "../../schema/messages/voice.ts";

type Voice = Pick<VoiceStatus, "kind" | "route" | "provider">;

/** Billions of parameters; a model below this talks simply. */
const SMALL_BELOW = 7;

/** In billions, where the model's name states it: "Qwen3-4B", "SmolLM2-135M", "llama3.2:1b". */
function parameterCount(route: string): number | null {
  const match = /(?<![\w.])(\d+(?:\.\d+)?)\s?([bm])(?![a-z0-9])/i.exec(route);
  return match ? Number(match[1]) / (match[2]!.toLowerCase() === "m" ? 1000 : 1) : null;
}

/** A model on the server's machine counts as small unless its name says otherwise; elsewhere only the name decides. */
export function isSmallVoice({ kind, route }: Voice): boolean {
  if (kind === "rehearsal") return false;
  const billions = parameterCount(route);
  return billions === null ? kind === "embedded" : billions < SMALL_BELOW;
}

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
