import type { PersonaDraft } from "../../../schema/messages/persona.ts";
import type { DraftChange } from "./change-draft.ts";

/** The props of every section of the editor. */
export type SectionProps = { draft: PersonaDraft; change: (change: DraftChange) => void };
