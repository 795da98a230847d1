import type { TFunction } from "i18next";
import type { VoiceStatus } from "../../schema/messages/voice.ts";

type Voice = Pick<VoiceStatus, "kind" | "route" | "provider">;

/** Below this many parameters talk is simple: billions. */
const SMALL_BELOW = 7;

/** In billions, where the name of a model tells: "Qwen3-4B", "SmolLM2-135M", "llama3.2:1b". */
function parameterCount(route: string): number | null {
  const told = /(?<![\w.])(\d+(?:\.\d+)?)\s?([bm])(?![a-z0-9])/i.exec(route);
  return told ? Number(told[1]) / (told[2]!.toLowerCase() === "m" ? 1000 : 1) : null;
}

/** What runs beside the server is small unless its name says otherwise; elsewhere only a name can tell. */
export function isSmallVoice({ kind, route }: Voice): boolean {
  if (kind === "rehearsal") return false;
  const billions = parameterCount(route);
  return billions === null ? kind === "embedded" : billions < SMALL_BELOW;
}

/** What speaks, in words: `OpenAI gpt-6.1-terra`, `small model on this machine`. */
export function nameVoice(voice: Voice, t: TFunction): string {
  const model = voice.route.slice(voice.route.indexOf("/") + 1);
  if (voice.kind === "rehearsal") return t("voice.rehearsal");
  if (voice.kind === "embedded") return isSmallVoice(voice) ? t("voice.smallHere") : t("voice.here", { model });
  return `${voice.provider} ${model}`.trim();
}

/** The same where room is scarce. */
export const nameVoiceShortly = (voice: Voice, t: TFunction): string =>
  voice.kind === "embedded" && isSmallVoice(voice) ? t("voice.smallShort") : nameVoice(voice, t);
