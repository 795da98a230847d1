import { defineEntity, p, type InferEntity } from "@mikro-orm/core";

/** One period for which a provider caches a prompt's prefix (SPEC L5); deleted once its ledger row is written. */
export const KeptPrefixEntity = defineEntity({
  name: "KeptPrefixEntity",
  tableName: "kept_prefixes",
  properties: {
    id: p.text().primary(),
    workspaceId: p.text(),
    userId: p.text().nullable(),
    personaId: p.text().nullable(),
    circleId: p.text().nullable(),
    runId: p.text().nullable(),
    provider: p.text(),
    model: p.text(),
    name: p.text().nullable(),
    tokens: p.integer(),
    from: p.datetime().name("kept_from"),
    until: p.datetime().name("kept_until"),
    leaseId: p.text().nullable(),
  },
});
export type KeptPrefixEntity = InferEntity<typeof KeptPrefixEntity>;
