/** Who of a session is numbered outside it (SPEC C9). */
import type { Principal } from "../../../engine/scope/scope.ts";
import type { Database } from "../../database/open-database.store.ts";
import { nameForReaders, type NamesForReaders, type Numbered } from "./name-for-readers.ts";

/** How people of a conversation are named in what leaves it: as they are called, but for those of a session. */
export type FindNames = (scope: Principal, circleId: string) => Promise<NamesForReaders>;

export const createSessionNames =
  (database: Database): FindNames =>
  async (scope, circleId) =>
    nameForReaders(
      await database.inScope(scope, (em) =>
        em.execute<Numbered[]>("select id, role, number, language, names from scope_session_pseudonyms(?)", [circleId]),
      ),
    );
