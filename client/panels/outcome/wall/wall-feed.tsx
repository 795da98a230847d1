import { useEffect } from "react";
import type { CircleSnapshot } from "../../../net/place-snapshot.ts";
import { shownNotes } from "../../../scene/furniture/shown-notes.ts";
import { useOutcome } from "../outcome-api.ts";
import { notesOf } from "./notes-of.ts";

/** Hangs what comes out of a conversation on the wall of its place, live; its list is the outcome's panel (SPEC W7). */
export function WallFeed({ circle: { id, kind } }: { circle: CircleSnapshot }) {
  const { data } = useOutcome(id, kind);
  useEffect(() => {
    if (data?.circleId === id) shownNotes.setState({ notes: notesOf(data) });
  }, [data, id]);
  useEffect(() => () => shownNotes.setState({ notes: [] }), [id]);
  return null;
}
