import { createStore } from "zustand/vanilla";

/** "ideas", their groups, "tasks" and "risks" have colours of their own. */
export type NoteKind = "idea" | "cluster" | "task" | "risk";
export type Note = { id: string; kind: NoteKind; text: string };

/** What hangs on the wall of the place, oldest first: the page sets it, the wall shows it. */
export const shownNotes = createStore<{ notes: readonly Note[] }>(() => ({ notes: [] }));
