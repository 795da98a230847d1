import { createStore } from "zustand/vanilla";

/** "ideas", their groups, "tasks" and "risks" have colours of their own. */
export type NoteKind = "idea" | "cluster" | "task" | "risk";
export type Note = { id: string; kind: NoteKind; text: string };
/** The notes of one conversation, oldest first. `isOwn`: the page shows this conversation. */
export type NoteGroup = { circleId: string; topic: string; isOwn: boolean; notes: readonly Note[] };

/** What hangs on the wall of the place: the page sets it, the wall shows it. */
export const shownNotes = createStore<{ groups: readonly NoteGroup[] }>(() => ({ groups: [] }));

export const hangGroup = (group: NoteGroup): void =>
  shownNotes.setState(({ groups }) => ({
    groups: [...groups.filter(({ circleId }) => circleId !== group.circleId), group],
  }));

export const takeDownGroup = (id: string): void =>
  shownNotes.setState(({ groups }) => ({ groups: groups.filter(({ circleId }) => circleId !== id) }));
