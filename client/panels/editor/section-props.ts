import type { PersonaDraft } from "../../../schema/messages/persona.ts";
import type { DraftChange } from "./change-draft.ts";

/** What every section of the editor gets: the draft, and how to change it. */
export type SectionProps = { draft: PersonaDraft; change: (change: DraftChange) => void };
