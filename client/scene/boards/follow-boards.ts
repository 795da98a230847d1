import type { Scene } from "three";
import type { Surroundings } from "./hang-boards.ts";
import { shownBoards } from "./shown-boards.ts";

/** Boards are drawn by code that is fetched with the first one. Returns a function that takes them down. */
export function followBoards(scene: Scene, surroundings: Surroundings): () => void {
  let isOver = false;
  let isFetched = false;
  let takeDown = () => {};
  const look = (): void => {
    if (isFetched || shownBoards.getState().boards.length === 0) return;
    isFetched = true;
    import("./hang-boards.ts").then(
      ({ hangBoards }) => {
        if (!isOver) takeDown = hangBoards(scene, surroundings);
      },
      // Tried again with the next change; the conversation's panel shows the same.
      () => (isFetched = false),
    );
  };
  look();
  const stop = shownBoards.subscribe(look);
  return () => {
    isOver = true;
    stop();
    takeDown();
  };
}
