import { createStore } from "zustand/vanilla";

/** What a circle shows on a board of the place. `x`, `z`: the middle of the circle, metres. */
export type ShownBoard = {
  circleId: string;
  x: number;
  z: number;
  /** BCP 47: the language of the circle, which chooses the shapes of letters. */
  language: string;
  text: string;
  /** The address of a picture, as the page holds it; its description is `text`. Null: the text is shown. */
  picture: string | null;
};

/** What hangs on the boards of the place, in the order in which it came: the page sets it, the world shows it. */
export const shownBoards = createStore<{ boards: readonly ShownBoard[] }>(() => ({ boards: [] }));

/** One board a circle. */
export const showBoard = (board: ShownBoard): void =>
  shownBoards.setState(({ boards }) => {
    const at = boards.findIndex(({ circleId }) => circleId === board.circleId);
    return { boards: at === -1 ? [...boards, board] : boards.with(at, board) };
  });

export const hideBoard = (id: string): void =>
  shownBoards.setState(({ boards }) => ({ boards: boards.filter(({ circleId }) => circleId !== id) }));

type Spot = { x: number; y: number; z: number };
/** A board, or something else to read, as it hangs: its corners, and which way it faces. */
export type HungBoard = { corners: readonly Spot[]; facing: Spot };

/** Those in the picture, notes on a wall among them: the world sets them, labels keep off them. */
export const hungBoards = createStore<{ boards: readonly HungBoard[] }>(() => ({ boards: [] }));

/** @returns those that hang now, to take down later */
export function rehangBoards(before: readonly HungBoard[], now: readonly HungBoard[]): readonly HungBoard[] {
  hungBoards.setState(({ boards }) => ({ boards: [...boards.filter((board) => !before.includes(board)), ...now] }));
  return now;
}
