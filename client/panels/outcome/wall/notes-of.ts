import type { ConversationOutcome } from "../../../../schema/messages/outcome.ts";
import type { Note, NoteKind } from "../../../scene/furniture/shown-notes.ts";

const KINDS: readonly string[] = ["idea", "cluster", "task", "risk"] satisfies NoteKind[];

/** The ideas, groups, tasks and risks of a conversation, oldest first. */
export const notesOf = ({ outcomes }: Pick<ConversationOutcome, "outcomes">): Note[] =>
  outcomes
    .flatMap(({ items }) => items)
    .filter(({ content }) => KINDS.includes(content.type))
    .map(({ id, content }) => ({ id, kind: content.type as NoteKind, text: content.text }))
    .toSorted((one, other) => (one.id < other.id ? -1 : 1));
