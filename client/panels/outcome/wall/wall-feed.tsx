import { useEffect } from "react";
import { useShallow } from "zustand/react/shallow";
import type { CircleSnapshot } from "../../../net/place-snapshot.ts";
import { hangGroup, takeDownGroup } from "../../../scene/furniture/shown-notes.ts";
import { usePlace } from "../../../state/place-store.ts";
import { useOutcome } from "../outcome-api.ts";
import { notesOf } from "./notes-of.ts";

/** Fetched for so many conversations of a place at most; fewer hang on its wall. */
const MOST_FETCHED = 8;

/**
 * Hangs what comes out of the conversations of a place on its wall, live; the list of each is its outcome's panel
 * (SPEC W7). `ownId`: the one that the page shows.
 */
export function WallFeed({ ownId }: { ownId: string | null }) {
  const circles = usePlace(
    useShallow(({ circles, transcripts }) => {
      const readable = Object.values(circles).filter(
        ({ id, isPrivate, isCasual }) => !isCasual && (!isPrivate || id in transcripts),
      );
      const isOwn = ({ id }: CircleSnapshot) => Number(id === ownId);
      return readable.toSorted((one, other) => isOwn(other) - isOwn(one)).slice(0, MOST_FETCHED);
    }),
  );
  return circles.map((circle) => <GroupFeed key={circle.id} circle={circle} isOwn={circle.id === ownId} />);
}

function GroupFeed({ circle: { id, kind, topic }, isOwn }: { circle: CircleSnapshot; isOwn: boolean }) {
  const { data } = useOutcome(id, kind);
  useEffect(() => {
    if (data?.circleId === id) hangGroup({ circleId: id, topic, isOwn, notes: notesOf(data) });
  }, [data, id, topic, isOwn]);
  useEffect(() => () => takeDownGroup(id), [id]);
  return null;
}
