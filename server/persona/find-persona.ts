import type { Persona } from "../../schema/messages/persona.ts";
import type { Database } from "../database/open-database.store.ts";
import { combinePersona } from "./combine-persona.ts";
import { createPersonaStore } from "./persona.store.ts";

/** For processes that keep no views of personas: as it is stored now. */
export function findPersonaIn(database: Database, report: (problem: Error) => void) {
  const store = createPersonaStore(database, report);
  return async (personaId: string): Promise<Persona | null> => {
    const found = await store.find(personaId);
    return found && combinePersona(found.persona, await store.findCoreTraits(found.persona.workspaceId), found.own);
  };
}
