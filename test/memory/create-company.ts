import { randomUUID } from "node:crypto";
import { PersonaDraft } from "../../schema/messages/persona.ts";
import { User } from "../../schema/tables/account.table.ts";
import { PersonaRow } from "../../schema/tables/persona.table.ts";
import type { Database } from "../../server/database/open-database.store.ts";
import type { StoreUnderTest } from "../suites/memory-store-suite.ts";

export type Company = Omit<StoreUnderTest, "store">;

/** Two people and two personas, of whom memories may be. */
export async function createCompany(database: Database, workspaceId = "default"): Promise<Company> {
  const [personaId, otherPersonaId, userId, otherUserId] = [
    randomUUID(),
    randomUUID(),
    randomUUID(),
    randomUUID(),
  ] as const;
  const em = database.em();
  const account = { workspaceId, kind: "guest", role: "guest", email: null, passwordHash: null, colour: "#aa3333" };
  await em.insertMany(User, [
    { ...account, id: userId, name: "Sam" },
    { ...account, id: otherUserId, name: "Lena" },
  ]);
  const persona = {
    workspaceId,
    ownerId: null,
    name: "Ada",
    draft: PersonaDraft.parse({ name: "Ada" }),
    castKey: null,
    placeId: "plaza",
    version: 1,
    deletedAt: null,
  };
  await em.insertMany(PersonaRow, [
    { ...persona, id: personaId },
    { ...persona, id: otherPersonaId },
  ]);
  return { personaId, otherPersonaId, userId, otherUserId };
}
