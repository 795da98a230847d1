import { createContext, useContext } from "react";
import type { ItemType, OutcomeItem } from "../../../schema/messages/outcome.ts";
import type { CircleKind } from "../../../schema/messages/room-messages.ts";
import type { OutcomeChange } from "./outcome-api.ts";

/** A turn that can be quoted. */
export type QuotedTurn = { id: string; speakerName: string; text: string };

/** What every part of an outcome needs to know. */
export type OutcomeScreen = {
  circleId: string;
  topic: string;
  kind: CircleKind;
  /** All of the outcome that is shown, oldest first. */
  items: readonly OutcomeItem[];
  /** Whether the reader may add, correct, delete, vote and decide. */
  mayCorrect: boolean;
  /** Leads to a turn in the transcript. */
  showTurn: (turnId: string) => void;
  /** Null for a turn that this page does not have. */
  speakerOf: (turnId: string) => string | null;
  /** The turns that this page has and that were said to the end, oldest first. */
  listTurns: () => readonly QuotedTurn[];
  /** The item that is being corrected, or what is being added; one at a time, and nothing else changes meanwhile. */
  edited: Edited | null;
  edit: (edited: Edited | null) => void;
  /** Resolves once the screen shows the change; rejects with an ApiProblem. */
  change: (change: OutcomeChange) => Promise<unknown>;
};

/** An item's id; or the type of a new one. */
export type Edited = { id: string } | { add: ItemType };

export const OutcomeContext = createContext<OutcomeScreen | null>(null);

export function useOutcomeScreen(): OutcomeScreen {
  const screen = useContext(OutcomeContext);
  if (screen === null) throw new Error("outside of an OutcomeContext");
  return screen;
}
