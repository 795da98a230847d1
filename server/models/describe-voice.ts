/** A route for display. */
import { routeName, type Route } from "../../engine/model/language-model.ts";
import { REHEARSAL_ROUTE } from "../../engine/model/rehearsal/rehearsal-voice.ts";
import type { Skill, VoiceStatus } from "../../schema/messages/voice.ts";

export type ShownVoice = Pick<VoiceStatus, "kind" | "route" | "label" | "provider" | "skill">;

export const REHEARSAL: ShownVoice = {
  kind: "rehearsal",
  route: routeName(REHEARSAL_ROUTE),
  label: "Rehearsal (scripted, no model)",
  provider: "",
  skill: "tiny",
};

/** @param provider its display name */
export function describeVoice(route: Route, provider: string, skill: Skill): ShownVoice {
  const shown = { route: routeName(route), skill };
  if (route.provider === "embedded")
    return { ...shown, kind: "embedded", label: `${route.model}, on this machine`, provider: "" };
  const kind = route.local ? "endpoint" : "provider";
  // A server known only by its setting has no display name.
  return { ...shown, kind, label: `${route.model} (${provider})`, provider: provider.endsWith("_URL") ? "" : provider };
}
