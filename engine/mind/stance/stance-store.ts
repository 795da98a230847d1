/** The interface to stored stances. */
import type { Witnesses } from "../../memory/witnesses.ts";
import type { Scope } from "../../scope/scope.ts";
import type { StanceMove } from "./move-stance.ts";
import type { Stance } from "./take-stance.ts";

export type FormedStance = Stance & {
  personaId: string;
  /** Who was there when it was formed; null: in public. */
  witnesses: Witnesses;
};

export type KeptStances = {
  formed: FormedStance[];
  /** Oldest first. */
  moves: StanceMove[];
};

export interface StanceStore {
  /** Those of everybody in a circle on a topic. */
  read(circleId: string, topic: string, scope: Scope): Promise<KeptStances>;
  /** A stance that was formed before stays as it was. */
  form(circleId: string, topic: string, stance: FormedStance, scope: Scope): Promise<void>;
  /**
   * Refuses a move whose words are not in a finished turn of this circle, or of a persona without a stance on the topic.
   * One turn moves a persona once.
   * @returns whether it is stored
   */
  move(circleId: string, topic: string, move: StanceMove, scope: Scope): Promise<boolean>;
}
