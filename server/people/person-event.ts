import type { EntityManager } from "@mikro-orm/postgresql";
import type { Role } from "../../schema/messages/account.ts";

/** An event about a person that places must handle. */
export type PersonEvent =
  | { type: "sign-in-ended"; signInId: string }
  | { type: "role-given"; userId: string; role: Role }
  /** Removed from the place they are in; they may come back. */
  | { type: "removed"; userId: string };

/** Notifies every process once the transaction is committed. */
export const publishPersonEvent = async (em: EntityManager, event: PersonEvent): Promise<void> =>
  void (await em.execute("select pg_notify('people', ?)", [JSON.stringify(event)]));
