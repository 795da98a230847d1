/** Personas by id, always current, for rooms, circles and chat. */
import type { Persona } from "../../schema/messages/persona.ts";

export interface PersonaDirectory {
  get(personaId: string): Promise<Persona | null>;
  /** The personas that live in this place: its cast, and those that people made for it. */
  residentsOf(placeId: string, workspaceId: string): Promise<Persona[]>;
  /** Called after a persona was created, changed (traits too) or deleted; returns a function that unsubscribes. */
  onChange(listener: (change: { personaId: string; persona: Persona | null }) => void): () => void;
}
