import { newId } from "../../server/database/new-id.adapter.ts";
import type { Company } from "./create-company.ts";

/** What the first persona of a company heard its first person say in public. */
export const witnessed = ({ personaId, userId }: Pick<Company, "personaId" | "userId">, text: string) => ({
  id: newId(),
  personaId,
  kind: "witnessed" as const,
  text,
  aboutUserId: userId,
  circleId: "c",
  witnesses: null,
  turnId: null,
  importance: 0.3,
  at: 0,
});
