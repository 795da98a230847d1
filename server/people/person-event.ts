import type { EntityManager } from "@mikro-orm/postgresql";
import type { Role } from "../../schema/messages/account.ts";

/** What places must know of a person who is in them. */
export type PersonEvent =
  | { type: "sign-in-ended"; signInId: string }
  | { type: "role-given"; userId: string; role: Role }
  /** Out of the place they are in; they may come back. */
  | { type: "removed"; userId: string };

/** Every process receives it once the transaction is committed. */
export const publishPersonEvent = async (em: EntityManager, event: PersonEvent): Promise<void> =>
  void (await em.execute("select pg_notify('people', ?)", [JSON.stringify(event)]));
