import { lazy } from "react";
import { useShallow } from "zustand/react/shallow";
import { usePlace } from "../../state/place-store.ts";
import { Part } from "../overlays/part.tsx";

const BoardFeed = lazy(async () => ({ default: (await import("../../studio/material/board-feed.tsx")).BoardFeed }));

/** Hangs what sessions show in the world, for each circle that this page hears or follows. */
export function BoardFeeds() {
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
