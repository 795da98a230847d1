import { usePlace, type PlaceView } from "./place-store.ts";

/** The state follows an answer within a patch or two; without it, one goes on anyway. */
const PATIENCE_MS = 3000;

const isSeatedIn = ({ avatars, myId }: PlaceView, circleId: string) => (avatars[myId]?.circleId ?? "") === circleId;

/** The room has answered that one sits in this circle ("": in none); resolves when the state says so, too. */
export function untilSeated(circleId: string): Promise<void> {
  if (isSeatedIn(usePlace.getState(), circleId)) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      unsubscribe();
      resolve();
    };
    const unsubscribe = usePlace.subscribe((view) => isSeatedIn(view, circleId) && done());
    const timer = setTimeout(done, PATIENCE_MS);
  });
}
