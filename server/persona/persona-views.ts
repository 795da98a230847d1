/** Current views of all personas, each cached until it changes. */
import type { Persona } from "../../schema/messages/persona.ts";
import type { Caller } from "../account/caller.ts";
import type { ChangeBus } from "../changes/open-change-bus.adapter.ts";
import { Problem } from "../http/problem.ts";
import { combinePersona, type StoredTrait } from "./combine-persona.ts";
import type { PersonaDirectory } from "./persona-directory.ts";
import { refuseStranger } from "./persona-rights.ts";
import type { PersonaWithTraits } from "./persona-rows.store.ts";
import type { PersonaStore } from "./persona.store.ts";

export type PersonaViews = ReturnType<typeof createPersonaViews>;

/** @param changes made by other processes; the affected personas are read again at once */
export function createPersonaViews(store: PersonaStore, changes: ChangeBus) {
  const current = new Map<string, Promise<Persona | null>>();
  /** Places whose residents were requested, so that listeners are notified of new ones. */
  const places = new Set<string>();
  const coreTraits = new Map<string, Promise<StoredTrait[]>>();
  const listeners = new Set<(change: { personaId: string; persona: Persona | null }) => void>();

  const coreOf = (workspaceId: string) => remember(coreTraits, workspaceId, () => store.findCoreTraits(workspaceId));
  const combine = async ({ persona, own }: PersonaWithTraits) =>
    combinePersona(persona, await coreOf(persona.workspaceId), own);
  const get = (personaId: string) =>
    remember(current, personaId, async () => {
      const found = await store.find(personaId);
      return found && combine(found);
    });
  const announce = async (personaId: string): Promise<Persona | null> => {
    current.delete(personaId);
    const persona = await get(personaId);
    for (const listener of listeners) listener({ personaId, persona });
    return persona;
  };

  const isKnown = async (personaId: string, version: number | null): Promise<boolean> =>
    ((await current.get(personaId)?.catch(() => null))?.version ?? null) === version && current.has(personaId);

  /** Changes may have been missed: reads personas that were changed or deleted, and new ones, again. */
  async function catchUp(): Promise<void> {
    coreTraits.clear();
    const stored = new Map((await store.listVersions()).map((one) => [one.id, one]));
    for (const personaId of current.keys()) {
      const version = stored.get(personaId)?.version ?? null;
      if (!(await isKnown(personaId, version))) await announce(personaId);
    }
    for (const { id, workspaceId, placeId } of stored.values())
      if (!current.has(id) && places.has(placeKey(placeId, workspaceId))) await announce(id);
  }

  changes.subscribe("personas", {
    onChange: async ({ personaId, version }) => (await isKnown(personaId, version)) || announce(personaId),
    onGap: catchUp,
  });

  /** @throws Problem 404 */
  const find = async (caller: Caller, personaId: string): Promise<Persona> => {
    const persona = await get(personaId);
    if (!persona || persona.workspaceId !== caller.workspaceId) throw unknownPersona();
    return persona;
  };
  /** A persona this caller may change. @throws Problem 404, 403 */
  const findMine = async (caller: Caller, personaId: string): Promise<Persona> => {
    const persona = await find(caller, personaId);
    refuseStranger(caller, persona);
    return persona;
  };
  /** Call it after a change in the store; `found` false means no such persona. */
  const changed = async (personaId: string, found: boolean): Promise<Persona> => {
    const persona = found ? await announce(personaId) : null;
    if (!persona) throw unknownPersona();
    return persona;
  };

  const directory: PersonaDirectory = {
    get,
    async residentsOf(placeId, workspaceId) {
      places.add(placeKey(placeId, workspaceId));
      const residents = await store.listOfPlace(workspaceId, placeId);
      const found = residents.map((one) => remember<Persona | null>(current, one.persona.id, () => combine(one)));
      return (await Promise.all(found)).filter((persona) => persona !== null);
    },
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
  return { directory, coreOf, combine, find, findMine, announce, changed };
}

const placeKey = (placeId: string, workspaceId: string): string => `${workspaceId}/${placeId}`;

const unknownPersona = () =>
  new Problem(404, "There is no such persona. GET /api/personas lists them.", { code: "no-such-persona" });

/** Loads once; a failed load is retried on the next call. */
function remember<Value>(cache: Map<string, Promise<Value>>, key: string, load: () => Promise<Value>): Promise<Value> {
  const known = cache.get(key);
  if (known) return known;
  const loading = load();
  cache.set(key, loading);
  loading.catch(() => cache.delete(key));
  return loading;
}
