/** The personas of the world: who may make and change them, and everyone's current view of them. */
import type { Persona, PersonaDraft } from "../../schema/messages/persona.ts";
import { applyPersonaChange, type PersonaChange } from "../../schema/messages/persona-change.ts";
import { principalOfCaller } from "../account/caller-scope.ts";
import type { Caller } from "../account/caller.ts";
import type { ChangeBus } from "../changes/open-change-bus.adapter.ts";
import { refuseCastName } from "../account/cast-names.ts";
import { Problem } from "../http/problem.ts";
import type { PersonaDirectory } from "./persona-directory.ts";
import { createPersonaTraits, type PersonaTraits } from "./persona-traits.ts";
import { createPersonaViews } from "./persona-views.ts";
import type { PersonaStore } from "./persona.store.ts";
import { keyTraits } from "./key-traits.ts";

/** Limits, so that nobody fills a place alone. */
const MAX_PERSONA_NAME_LENGTH = 60;
const MAX_PER_GUEST = 20;
export const MAX_PER_ACCOUNT = 500;

export type PersonaPorts = {
  store: PersonaStore;
  changes: ChangeBus;
  newId(): string;
  now(): Date;
  /** Whether a place with this id exists. */
  isPlace(placeId: string): boolean;
};

export type PersonaList = { items: Persona[]; next: string | null };

export interface Personas extends PersonaDirectory, PersonaTraits {
  list(
    caller: Caller,
    options: { q?: string | undefined; mine?: boolean | undefined; cursor?: string | undefined; limit: number },
  ): Promise<PersonaList>;
  find(caller: Caller, personaId: string): Promise<Persona>;
  /** @param originId the persona it was made from. @throws Problem 404 if there is none */
  create(caller: Caller, draft: PersonaDraft, placeId: string, originId?: string | null): Promise<Persona>;
  change(caller: Caller, personaId: string, change: PersonaChange): Promise<Persona>;
  remove(caller: Caller, personaId: string): Promise<void>;
}

export function createPersonas(ports: PersonaPorts): Personas {
  const { store, newId, now, isPlace, changes } = ports;
  const views = createPersonaViews(store, changes);
  const { combine, find, findMine, announce, changed } = views;
  /** A persona that people make must not pass for the cast; the cast itself may be renamed by the workspace's keepers. */
  const refuseNameOfCast = async (name: string, workspaceId: string): Promise<void> =>
    refuseCastName(name, await store.castNames(workspaceId), { mark: " (copy)", maxLength: MAX_PERSONA_NAME_LENGTH });

  return {
    ...views.directory,
    ...createPersonaTraits(ports, views),
    find,

    async list(caller, { q, mine, cursor, limit }) {
      const found = await store.list(principalOfCaller(caller), {
        search: q,
        ownerId: mine ? caller.userId : undefined,
        after: cursor || undefined,
        limit,
      });
      return { items: await Promise.all(found.items.map(combine)), next: found.next };
    },

    async create(caller, draft, placeId, originId = null) {
      if (!isPlace(placeId))
        throw new Problem(400, `There is no place ${placeId}. GET /api/places lists them.`, {
          code: "no-such-place",
          errors: [{ path: "placeId", message: "no such place" }],
        });
      if (originId !== null) await find(caller, originId);
      await refuseNameOfCast(draft.name, caller.workspaceId);
      const most = caller.role === "guest" ? MAX_PER_GUEST : MAX_PER_ACCOUNT;
      const id = newId();
      const { workspaceId, userId: ownerId } = caller;
      const persona = { id, workspaceId, ownerId, placeId, originId, castKey: null, draft, own: keyTraits(draft) };
      if (!(await store.insert(principalOfCaller(caller), persona, most)))
        throw new Problem(409, `You have made ${most} personas, which is the limit. Delete one first.`, {
          code: "personas-limit",
          values: { count: most },
        });
      return changed(id, true);
    },

    async change(caller, personaId, change) {
      const { ownerId, name, workspaceId } = await findMine(caller, personaId);
      if (ownerId !== null && change.name !== undefined && change.name !== name)
        await refuseNameOfCast(change.name, workspaceId);
      const found = await store.change(principalOfCaller(caller), personaId, ({ persona, own }) => {
        const draft = applyPersonaChange(persona.draft, change);
        return { draft, own: change.personality?.traits ? keyTraits(draft) : own };
      });
      return changed(personaId, found);
    },

    async remove(caller, personaId) {
      await findMine(caller, personaId);
      await store.remove(principalOfCaller(caller), personaId, now());
      await announce(personaId);
    },
  };
}
