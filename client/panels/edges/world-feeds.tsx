import { lazy } from "react";
import { useShallow } from "zustand/react/shallow";
import { findShownCircle } from "../../state/find-shown-circle.ts";
import { usePlace } from "../../state/place-store.ts";
import { useScreen } from "../../state/screen.ts";
import { Part } from "../overlays/part.tsx";

const BoardFeed = lazy(async () => ({ default: (await import("../../studio/material/board-feed.tsx")).BoardFeed }));
const WallFeed = lazy(async () => ({ default: (await import("../outcome/wall/wall-feed.tsx")).WallFeed }));

/** What hangs in the world, whichever panels are open: boards of sessions, and the notes of a place that has a wall. */
export function WorldFeeds() {
  const hasWall = usePlace(({ place }) => place?.furniture.some(({ kind }) => kind === "notes-wall") === true);
  return (
    <>
      <BoardFeeds />
      {hasWall && <Notes />}
    </>
  );
}

/** For each circle that this page hears or follows. */
function BoardFeeds() {
  const circleIds = usePlace(
    useShallow(({ transcripts }) => Object.keys(transcripts).filter((id) => transcripts[id]!.shown !== null)),
  );
  if (circleIds.length === 0) return null;
  return (
    <Part>
      {circleIds.map((id) => (
        <BoardFeed key={id} circleId={id} />
      ))}
    </Part>
  );
}

function Notes() {
  const studioId = useScreen(({ studio }) => studio?.circleId ?? null);
  const shownId = usePlace(
    (view) => findShownCircle({ ...view, ownCircleId: view.avatars[view.myId]?.circleId ?? "" })?.circle.id ?? null,
  );
  return (
    <Part>
      <WallFeed ownId={studioId ?? shownId} />
    </Part>
  );
}
