import { usePlace, type PlaceView } from "./place-store.ts";

/** The state follows an answer within a patch or two; after this long without it, carry on. */
const PATIENCE_MS = 3000;

const isSeatedIn = ({ avatars, myId }: PlaceView, circleId: string) => (avatars[myId]?.circleId ?? "") === circleId;

/** After the room's answer: resolves once the state also shows the person in this circle ("": in none). */
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
