/** Which model speaks, and which is being set up (SPEC L2). */
import type { Route, RoutedModel } from "../../engine/model/language-model.ts";
import type { Scope } from "../../engine/scope/scope.ts";
import type { Skill, VoiceStatus } from "../../schema/messages/voice.ts";

export interface Voices {
  status(): VoiceStatus;
  onStatus(listener: (status: VoiceStatus) => void): () => void;
  /**
   * A voice for a task. Which routes it tries is decided at each call (SPEC L3); its own `route` is
   * the likely one, and `finish` names the one that spoke. `route` (`provider/model`) requests a persona's own
   * voice; when that is unavailable, another speaks and the ledger says why. Never null: when
   * no model is ready at all, it is the rehearsal voice.
   */
  modelFor(task: "speak" | "light", route?: string | null): RoutedModel;
  /**
   * One model (`provider/model`) and no other, for what must not be mixed; its completions too. Null while its provider is
   * not ready.
   */
  onlyModel(route: string): RoutedModel | null;
  /** As probed, or presumed until then. */
  skillOf(route: Route): Skill;
  /**
   * Probes the models that are first in line by a few small calls each, and from then on every other one when it first
   * speaks, unless they are known or not on this machine or network. Never throws.
   */
  learnSkills(scope: Scope): Promise<void>;
  /** Whether talk is free: the place's own voice runs on this machine or network, or is the rehearsal script. */
  isFree(): boolean;
  /** Calls `listener` with the number of calls that people wait for, running or queued, on voices of this machine or network. */
  onPeopleCalls(listener: (calls: number) => void): () => void;
  close(): Promise<void>;
}
