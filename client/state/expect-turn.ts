import { usePlace, type PlaceView } from "./place-store.ts";

/** Once the circle's transcript has arrived, calls `onMissing` if that turn is not in it. At most one turn is awaited. */
export function expectTurn(circleId: string, turnId: string, onMissing: () => void): void {
  stopWaiting();
  const { visit } = usePlace.getState();
  const look = (view: PlaceView) => {
    const turnIds = view.transcripts[circleId]?.turnIds;
    if (view.visit === visit && turnIds === undefined) return;
    // Before the callback, which changes the store.
    stopWaiting();
    if (view.visit === visit && !turnIds?.includes(turnId)) onMissing();
  };
  stopWaiting = usePlace.subscribe(look);
  look(usePlace.getState());
}

let stopWaiting = () => {};
