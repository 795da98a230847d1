/** Personas by id, always current: what rooms, circles and chat read. */
import type { Persona } from "../../schema/messages/persona.ts";

export interface PersonaDirectory {
  get(personaId: string): Promise<Persona | null>;
  /** The personas that live in this place: its cast, and those people made and brought here. */
  residentsOf(placeId: string, workspaceId: string): Promise<Persona[]>;
  /** Called after a persona was created, changed (traits too) or deleted; returns how to stop listening. */
  onChange(listener: (change: { personaId: string; persona: Persona | null }) => void): () => void;
}
